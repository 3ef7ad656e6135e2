import { percent, points } from '@/components/format/number';
import { intervalWords } from '@/components/home/finding';
import type { Reading, TargetResult } from '@/components/home/result';
import { explainerWord } from '@/lib/explainer/name';
import { roleOf, type Role } from '@/lib/explainer/role';
import type { Metric } from '@/lib/task/task';

/** A metric as far as it is shown, which a page can hand to the browser. */
export type ShownMetric = Pick<Metric, 'id' | 'label' | 'unit'>;

export const shownMetric = ({ id, label, unit }: Metric): ShownMetric => ({ id, label, unit });

/** An explainer by one metric, with how far self is ahead of it on the same items. */
export interface ScoredRow {
  id: string;
  name: string;
  role: Role;
  score: Reading;
  behind: Reading | null;
}

export const scoredRows = ({ rows, differences }: TargetResult, metric: string): ScoredRow[] =>
  rows.flatMap(({ explainer, readings }) => {
    const score = readings[metric];
    return score
      ? [
          {
            id: explainer.id,
            name: explainerWord(explainer),
            role: roleOf(explainer),
            score,
            behind: differences.get(explainer.id)?.[metric] ?? null,
          },
        ]
      : [];
  });

/** Self and other in a line, with their difference on the same items. */
export function scoreWords({ self, other, differences }: TargetResult, { id, unit }: ShownMetric): string {
  const named = [self, other].flatMap((row) => {
    const score = row?.readings[id];
    return row && score
      ? [`${explainerWord(row.explainer)} ${percent(score.value)}${unit} (${intervalWords(score, percent)})`]
      : [];
  });
  const difference = other && differences.get(other.explainer.id)?.[id];
  const ahead = difference
    ? [`self minus other ${points(difference.value)} points (${intervalWords(difference)})`]
    : [];
  return `measured on held-out questions: ${[...named, ...ahead].join(', ')}; 95% intervals`;
}
