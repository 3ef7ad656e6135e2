import type { Outcome } from '@/lib/words';

/** What was measured of a run that something was done to: what the model says next without it and with it. */
export interface Change {
  changed: boolean;
  before: Pick<Outcome, 'output'>;
  after: Pick<Outcome, 'output'>;
}

/** The explanation that is right for what was measured, as the paper words it. */
export const changeAnswer = ({ changed, before, after }: Change): string =>
  changed ? changedTo(after.output) : unchangedFrom(before.output);

export const unchangedFrom = (output: string): string =>
  `The output would remain unchanged from <<<${output.trim()}>>>.`;

export const changedTo = (output: string): string =>
  `The most likely output would change to <<<${output.trim()}>>>.`;
