import type { Copyable } from '@/components/copy/copyable';
import { shortHash } from '@/components/format/number';
import type { TargetResult } from '@/components/home/result';
import { comparePath, evaluationsPath } from '@/lib/api/paths';
import { scoreDrawing, scoreTable } from './figure';
import { scoredRows, scoreWords, type ShownMetric } from './scores';

/** The scores of one target and task, to be taken elsewhere. */
export function scoresCopy(
  result: TargetResult,
  task: { id: string; path: string },
  name: string,
  metric: ShownMetric,
): Copyable {
  const { targetId: target, self } = result;
  const rows = scoredRows(result, metric.id);
  return {
    key: `${target}-${task.path}-${metric.id}`,
    title: `${name} of ${target}: ${metric.label}`,
    measured: scoreWords(result, metric),
    claims: [],
    source: self.explainer.runId ? `run ${shortHash(self.explainer.runId)}` : target,
    page: comparePath({ task: task.path, target, metric: metric.id }),
    height: 430 + 52 * rows.length,
    api: evaluationsPath(
      new URLSearchParams({ target, task: task.id, metric: metric.id, slice: 'all', split: 'test' }),
    ),
    draw: (paint) => scoreDrawing(rows, paint),
    table: () => scoreTable(rows, metric.id),
  };
}
