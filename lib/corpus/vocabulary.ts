import type { Fact } from '@/lib/corpus/facts';
import { RELATION_IDS } from '@/lib/corpus/relations';
import { relationWord, WORDINGS } from '@/lib/corpus/wordings';

/** The added tokens, in order of id from 0. */
export const SPECIALS = ['<pad>', '<bos>', '<eos>', '<<<', '>>>', '<v>', '</v>', '<vec>'] as const;

/** Words of the prompts and targets of explanations: each is one token after a space. */
export const explanationWords: string[] = [
  ...'If feature at layer is added to token when processing the text how would output change How be if'.split(
    ' ',
  ),
  ...'replaced while reading The model reads At vector by What Given what happen put Predict of after patched into'.split(
    ' ',
  ),
  ...'most likely remain unchanged from changed layers tokens position word in on with and for this that it A'.split(
    ' ',
  ),
  ...'0 1 2 3 4 5 6 7 8 9'.split(' '),
  ...'. , ? : ; < ( "'.split(' '),
];

/** The words of the wordings, without placeholders and punctuation. */
export function wordingWords(): string[] {
  return WORDINGS.flatMap((wording) => wording.replace(/\{[rs]\}/g, ' ').match(/\p{L}+/gu) ?? []);
}

/** Every word that must be a single vocabulary entry, without its leading space, sorted and without repeats. */
export function wholeWords(facts: readonly Fact[]): string[] {
  const words = new Set([
    ...facts.map((fact) => fact.object),
    ...RELATION_IDS.map(relationWord),
    ...wordingWords(),
    ...explanationWords,
  ]);
  return [...words].sort();
}
