import { groups } from 'd3-array';
import type { BundleContent, EvaluationRecord } from '@/lib/store/records';
import { parseFacet, slicesOf } from '@/lib/task/facets';
import { taskOf } from '@/lib/task/tasks';
import { evaluate, type Judged } from './evaluate';

/**
 * Scores of the shown explainers on the slices of one facet, from the answers that a bundle holds: a facet may become a slice
 * after a run was scored, and no model has to be run for it. Numbers are those that scoring everything anew would give.
 */
export function evaluateSlices(
  { items, explainers }: Pick<BundleContent, 'items' | 'explainers'>,
  facet: string,
): EvaluationRecord[] {
  const sets = groups(items, ({ targetId, task, split }) => JSON.stringify([targetId, task, split]));
  return sets.flatMap(([, set]) => {
    const { targetId, task: taskId, split } = set[0]!;
    const task = taskOf(taskId);
    const shown = explainers.filter((e) => e.shown && e.targetId === targetId && e.task === taskId);
    const judged = set.map(({ body, truth, marks, explanations }): Judged => {
      const answers = explanations.map(
        ({ explainerId, text }) => [explainerId, task.judge(text, truth)] as const,
      );
      return {
        clusters: task.clusters(body),
        slices: slicesOf(task, { body, truth, marks }).filter((slice) => parseFacet(slice)[0] === facet),
        judgements: new Map(answers),
      };
    });
    return evaluate(task.metrics, judged, shown, split).filter(({ slice }) => slice !== 'all');
  });
}
