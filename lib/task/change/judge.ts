import type { Judgement } from '../task';
import { normalise, parseClaim } from './claim';

/** How one explanation of a change compares with the right one; each is 0 or 1. */
export type ChangeValues = Readonly<
  Record<
    /** The explanation says something that can be checked. */
    | 'valid'
    /** Normalised texts are equal. */
    | 'exact'
    /** The outputs in brackets are equal, whatever is said about change. */
    | 'content'
    | 'saysChanged'
    | 'isChanged',
    number
  >
>;

/**
 * Compares an explanation with the right one. *Right* is the right claim in any words, *partly* the right claim about
 * change with another word; what makes no claim cannot be checked, and is counted as wrong in every score.
 */
export function judgeChange(said: string, right: string): Judgement & { values: ChangeValues } {
  const claim = parseClaim(said);
  const truth = parseClaim(right);
  if (truth.kind === 'invalid')
    throw new Error(`the gold explanation makes no claim: ${JSON.stringify(right)}`);
  const isChanged = Number(truth.kind === 'changed');
  if (claim.kind === 'invalid') {
    const values = { valid: 0, exact: 0, content: 0, saysChanged: 1 - isChanged, isChanged };
    return { verdict: 'unknown', claim: '', values };
  }
  const saysChanged = Number(claim.kind === 'changed');
  const content = Number(claim.output === truth.output);
  const exact = Number(normalise(said) === normalise(right));
  return {
    verdict: saysChanged !== isChanged ? 'wrong' : content ? 'right' : 'partly',
    claim: `${claim.kind}: ${claim.output}`,
    values: { valid: 1, exact, content, saysChanged, isChanged },
  };
}
