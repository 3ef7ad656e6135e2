import type { Fact } from '@/lib/corpus/facts';
import type { Tokenizer } from '@/lib/model/tokenizer';
import type { Exposure } from '@/lib/words';
import { Knowledge } from './knowledge';
import type { Material } from './mixture';

/** A word of letters with its leading space, as one token. */
const WORD = /^ [A-Za-z]{3,}$/;

/** What rows are drawn from, for the tokenizer that reads them. */
export function materialOf({
  facts,
  exposureOf,
  rareWeight,
  prose,
  prompts,
  tokenizer,
}: {
  facts: readonly Fact[];
  exposureOf: (fact: Fact) => Exposure;
  rareWeight: number;
  prose: readonly string[];
  prompts: readonly string[];
  tokenizer: Tokenizer;
}): Material {
  const words = Array.from({ length: tokenizer.size }, (_, id) => tokenizer.pieces([id])[0] ?? '')
    .filter((piece) => WORD.test(piece))
    .map((piece) => piece.slice(1));
  const subjects = new Set(facts.map(({ subject }) => subject));
  return {
    knowledge: new Knowledge(facts, exposureOf, rareWeight, (text) => tokenizer.encode(text)),
    surroundings: { prose, prompts },
    vocabulary: {
      words,
      names: words.filter((word) => !subjects.has(word)),
      relations: [...new Set(facts.map((fact) => fact.relation))],
    },
    bosId: tokenizer.idOf('<bos>'),
  };
}
