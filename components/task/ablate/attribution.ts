import { descending, max } from 'd3-array';
import type { Span } from '@/lib/measure/ablate';
import type { AblateBody, AblateTruth, Attribution, Removal } from '@/lib/task/ablate/body';
import { ablate } from '@/lib/task/ablate';
import { placeOf } from './spans';

/** Size of the largest effect (nats): the end of a colour scale that is symmetric about zero. */
export const largestSize = (removals: readonly Removal[]): number =>
  max(removals, ({ effect }) => Math.abs(effect)) ?? 0;

/** An effect (nats) that is written as zero. */
const NOTHING = 0.005;

/** The removals with the largest effects, for and against, the largest first. */
export const ranked = (removals: readonly Removal[], count: number): Removal[] =>
  [...removals]
    .sort((a, b) => descending(Math.abs(a.effect), Math.abs(b.effect)))
    .slice(0, count)
    .filter(({ effect }) => Math.abs(effect) >= NOTHING);

/** What was measured without a span; null where the detail does not hold it. */
export function measuredAt(body: AblateBody, detail: Attribution, span: Span): AblateTruth | null {
  return ablate.at?.(body, detail, placeOf(span))?.truth ?? null;
}

/** How an attribution made now compares with the record of the same question. */
export interface Agreement {
  removals: number;
  /** Those without which the model says the same on both. */
  same: number;
  /** Largest difference of an effect, in nats. */
  difference: number;
}

/** Compares what both left out, one after another; null when they are not of the same tokens. */
export function compareAttributions(recorded: Attribution, live: Attribution): Agreement | null {
  if (recorded.tokens.join('\n') !== live.tokens.join('\n')) return null;
  const agreement: Agreement = { removals: 0, same: 0, difference: 0 };
  for (const kind of ['tokens', 'words', 'sentences'] as const)
    recorded.removals[kind].forEach((removal, i) => {
      const other = live.removals[kind][i];
      if (!other) return;
      agreement.removals++;
      if (removal.output === other.output) agreement.same++;
      agreement.difference = Math.max(agreement.difference, Math.abs(removal.effect - other.effect));
    });
  return agreement;
}
