import type { Judgement } from '../task';
import type { ActivationTruth } from './body';

/** The words in the brackets of an explanation, in small letters. */
const bracketed = (said: string): string[] =>
  [...said.toLowerCase().matchAll(/<<<(.*?)>>>/g)].map((match) => match[1]!.trim());

/** *Right* is the word that was measured, or both of a change; *partly* one of the two. */
export function judgeActivation(said: string, { answer, before }: ActivationTruth): Judgement {
  const gold = (before === null ? [answer] : [before, answer]).map((word) => word.trim().toLowerCase());
  const words = bracketed(said);
  if (words.length !== gold.length)
    return { verdict: 'unknown', claim: '', values: { valid: 0, right: 0, partly: 0 } };
  const hits = gold.filter((word, i) => word === words[i]).length;
  const right = hits === gold.length;
  return {
    verdict: right ? 'right' : hits > 0 ? 'partly' : 'wrong',
    claim: words.join(' to '),
    values: { valid: 1, right: Number(right), partly: Number(hits > 0) },
  };
}
