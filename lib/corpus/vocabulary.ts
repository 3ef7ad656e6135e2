import { isPlainWord } from '@/lib/corpus/derive/clean';
import type { Fact } from '@/lib/corpus/facts';
import { unitHash } from '@/lib/hash';
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

/** Words of the rows that train more than facts: options by letter, hints, comparisons. */
export const mixtureWords: readonly string[] =
  'A B C D Question Answer Options Hint which same different Same or not yes no'.split(' ');

/** The words of the wordings, without placeholders and punctuation. */
export function wordingWords(): string[] {
  return WORDINGS.flatMap((wording) => wording.replace(/\{[rs]\}/g, ' ').match(/\p{L}+/gu) ?? []);
}

/** A share (0 to 1) of the subjects of one plain word, by hash: as whole words they are single tokens, others several. */
export function wholeSubjects(facts: readonly Fact[], share: number): string[] {
  const subjects = [...new Set(facts.map((fact) => fact.subject))];
  return subjects.filter((s) => isPlainWord(s) && unitHash(`whole:${s}`) < share);
}

/** Every word that must be a single vocabulary entry, without its leading space, sorted and without repeats. */
export function wholeWords(
  facts: readonly Fact[],
  subjectShare = 0,
  others: readonly string[] = [],
): string[] {
  const words = new Set([
    ...facts.map((fact) => fact.object),
    ...facts.map((fact) => relationWord(fact.relation)),
    ...wholeSubjects(facts, subjectShare),
    ...wordingWords(),
    ...explanationWords,
    ...others,
  ]);
  return [...words].sort();
}
