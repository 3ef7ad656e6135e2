import { patchTarget, unchangedFrom } from '@/lib/question/prompts';
import type { PatchTruth, PositionType } from '@/lib/question/types';

/** What a rule may look at: never the vector. */
export interface RuleItem {
  layers: readonly number[];
  positionType: PositionType;
  truth: PatchTruth;
}

/** An explainer without a model. */
export type Rule = (item: RuleItem) => string;

/** Always *unchanged*, with the output the target really had: knows the target's answers, never reads the vector. */
export const textOracle: Rule = (item) => unchangedFrom(item.truth.original.output);

/**
 * The most frequent right answer among training items of the same layers and position type; of all training items
 * where that cell is new. Ties go to the answer met first.
 */
export function majority(training: readonly RuleItem[]): Rule {
  const cellOf = (item: RuleItem) => `${item.layers.join('-')}|${item.positionType}`;
  const counts = new Map<string, Map<string, number>>();
  for (const item of training) {
    const answer = patchTarget(item.truth);
    for (const key of [cellOf(item), '']) {
      const tally = counts.get(key) ?? new Map<string, number>();
      counts.set(key, tally.set(answer, (tally.get(answer) ?? 0) + 1));
    }
  }
  const best = new Map([...counts].map(([key, tally]) => [key, mostFrequent(tally)]));
  const overall = best.get('');
  if (overall === undefined) throw new Error('the majority rule needs at least one training item');
  return (item) => best.get(cellOf(item)) ?? overall;
}

function mostFrequent(tally: ReadonlyMap<string, number>): string {
  let best: [string, number] | undefined;
  for (const entry of tally) if (!best || entry[1] > best[1]) best = entry;
  return best![0];
}
