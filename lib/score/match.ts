import { normalise, parseClaim } from '@/lib/question/claim';
import type { Verdict } from '@/lib/question/types';

/** How one explanation compares with the right one. */
export interface Match {
  /** The explanation says something that can be checked. */
  valid: boolean;
  /** Normalised texts are equal. */
  exact: boolean;
  /** The outputs in brackets are equal, whatever is said about change. */
  content: boolean;
  saysChanged: boolean;
  isChanged: boolean;
}

/** Compares an explanation with the gold explanation. An invalid one is wrong in every respect. */
export function matchExplanation(text: string, gold: string): Match {
  const claim = parseClaim(text);
  const truth = parseClaim(gold);
  if (truth.kind === 'invalid')
    throw new Error(`the gold explanation makes no claim: ${JSON.stringify(gold)}`);
  const isChanged = truth.kind === 'changed';
  if (claim.kind === 'invalid')
    return { valid: false, exact: false, content: false, saysChanged: !isChanged, isChanged };
  return {
    valid: true,
    exact: normalise(text) === normalise(gold),
    content: claim.output === truth.output,
    saysChanged: claim.kind === 'changed',
    isChanged,
  };
}

/** The verdict on an explanation: see {@link Verdict}. */
export function verdictOf(match: Match): Verdict {
  if (!match.valid) return 'unknown';
  if (match.saysChanged !== match.isChanged) return 'wrong';
  return match.content ? 'right' : 'partly';
}
