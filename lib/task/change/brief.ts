import { COMPARE, DIFFERENT, SAME } from '@/lib/corpus/comparison';
import { changedTo, unchangedFrom, type Change } from './answer';

/**
 * What the text alone gives, what comes out, and whether they are the same: `franc, euro. Same or different? Answer: different`.
 * Both words first, as a verdict on words that stand there is a comparison, which a target has learned in these words.
 */
export const briefChange = ({ changed, before, after }: Change): string =>
  `${before.output.trim()}, ${after.output.trim()}. ${COMPARE} ${changed ? DIFFERENT : SAME}`;

/** The sentence that brief words stand for, about the last word that is compared; what is not of their form stays as it was said. */
export function expandChange(said: string): string {
  const [findings, verdict] = said.split(COMPARE).map((part) => part.trim());
  const word = /^(?:.*, )?(.+?)\s*\.$/.exec(findings ?? '')?.[1];
  if (word === undefined || (verdict !== SAME && verdict !== DIFFERENT)) return said;
  return verdict === DIFFERENT ? changedTo(word) : unchangedFrom(word);
}
