import { COMPARE, DIFFERENT, SAME } from '@/lib/corpus/comparison';
import { changedTo, unchangedFrom, type Change } from './answer';

/**
 * The word that comes out, and whether it is the one that the text alone gives: `euro. Same or different? Answer: different`.
 * The word first, as a verdict on a word that stands there is a comparison, which a target has learned in these words.
 */
export const briefChange = ({ changed, after }: Change): string => {
  const { said, verdict } = verdictOn(after.output.trim(), !changed);
  return `${said} ${verdict}`;
};

/** What is said of any word: up to the verdict, and the verdict. */
export const verdictOn = (word: string, same: boolean): { said: string; verdict: string } => ({
  said: `${word}. ${COMPARE}`,
  verdict: same ? SAME : DIFFERENT,
});

/** The sentence that brief words stand for; what is not of their form stays as it was said. */
export function expandChange(said: string): string {
  const [findings, verdict] = said.split(COMPARE).map((part) => part.trim());
  const word = /^(.+?)\s*\.$/.exec(findings ?? '')?.[1];
  if (word === undefined || (verdict !== SAME && verdict !== DIFFERENT)) return said;
  return verdict === DIFFERENT ? changedTo(word) : unchangedFrom(word);
}
