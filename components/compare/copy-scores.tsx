'use client';

import { CopyMenu } from '@/components/copy/copy-menu';
import type { TargetResult } from '@/components/home/result';
import type { ShownMetric } from './scores';

/** The menu by which the scores of one target and task are copied. */
export function CopyScores({
  result,
  task,
  name,
  metric,
}: {
  result: TargetResult;
  task: { id: string; path: string };
  name: string;
  metric: ShownMetric;
}) {
  return (
    <CopyMenu what={async () => (await import('./scores-copy')).scoresCopy(result, task, name, metric)} />
  );
}
