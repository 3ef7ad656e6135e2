import { sort } from 'd3-array';

import type { BundleItem } from '@/lib/store/records';
import type { AnyTask } from '@/lib/task/task';

/**
 * Questions in the order in which readers are likely to come upon them: the heads of the list, of the list of each relation,
 * and of each list that two verdicts filter, which is what the home page, the tour and the first pages choose from.
 *
 * @param explainers whose verdicts lists are filtered by
 */
export function readersOrder(
  task: AnyTask,
  items: readonly BundleItem[],
  explainers: readonly string[],
): BundleItem[] {
  const met = new Map<string, number>();
  const rankIn = (list: string): number => {
    const rank = met.get(list) ?? 0;
    met.set(list, rank + 1);
    return rank;
  };
  const ranked = items.map((item) => {
    const { group = '' } = task.stratum(item.body, item.truth);
    const verdicts = explainers.map(
      (id) => `${id}:${item.explanations.find(({ explainerId }) => explainerId === id)?.verdict ?? ''}`,
    );
    const pairs = verdicts.flatMap((one, i) => verdicts.slice(i + 1).map((other) => `${one}\t${other}`));
    return { item, rank: Math.min(...['', `group ${group}`, ...verdicts, ...pairs].map(rankIn)) };
  });
  return sort(ranked, ({ rank }) => rank).map(({ item }) => item);
}
