import { group, rollup } from 'd3-array';
import type { ExplainerRole } from '@/lib/explainer/types';
import { EXPLAINER_ROLES } from '@/lib/explainer/types';
import type { EvaluationMetric, EvaluationRecord, ExplainerRecord } from '@/lib/store/records';

/** One number with its 95% interval, as a share (0 to 1). */
export interface Reading {
  value: number;
  low: number | null;
  high: number | null;
  n: number;
}

export interface ResultRow {
  explainerId: string;
  role: ExplainerRole;
  baseId: string | null;
  readings: Partial<Record<EvaluationMetric, Reading>>;
}

export interface ScalingPoint extends Reading {
  examples: number;
}

export interface ScalingSeries {
  role: ExplainerRole;
  baseId: string | null;
  points: ScalingPoint[];
}

/** What the home page says about one target: everything on the same held-out items. */
export interface TargetResult {
  targetId: string;
  /** In the order self, other, controls. */
  rows: ResultRow[];
  /** Paired differences of self to the others, by the role that is taken away. */
  differences: Partial<Record<ExplainerRole, Partial<Record<EvaluationMetric, Reading>>>>;
  scaling: ScalingSeries[];
  /** Run that trained the self explainer. */
  runId: string | null;
}

type Readings = Partial<Record<EvaluationMetric, Reading>>;

const reading = ({ value, low, high, n }: EvaluationRecord): Reading => ({ value, low, high, n });

const readingsOf = (evaluations: readonly EvaluationRecord[]): Readings =>
  Object.fromEntries(evaluations.map((evaluation) => [evaluation.metric, reading(evaluation)]));

/**
 * The scores of a target's explainers as its page shows them; null when self was not evaluated.
 * `evaluations` are those of one split and of the slice `all`.
 */
export function resultOf(
  targetId: string,
  explainers: readonly ExplainerRecord[],
  evaluations: readonly EvaluationRecord[],
): TargetResult | null {
  const scores = rollup(
    evaluations.filter(({ againstId }) => againstId === null),
    readingsOf,
    ({ explainerId }) => explainerId,
  );
  const rows = EXPLAINER_ROLES.flatMap((role) =>
    explainers
      .filter((e) => e.role === role && e.headline && scores.has(e.id))
      .map((e) => ({ explainerId: e.id, role, baseId: e.baseId, readings: scores.get(e.id) ?? {} })),
  );
  const self = rows.find((row) => row.role === 'self');
  if (!self) return null;

  const differences: TargetResult['differences'] = {};
  const paired = group(
    evaluations.filter(({ explainerId }) => explainerId === self.explainerId),
    ({ againstId }) => againstId,
  );
  for (const { explainerId, role } of rows) {
    const against = paired.get(explainerId);
    if (against) differences[role] = readingsOf(against);
  }

  return {
    targetId,
    rows,
    differences,
    scaling: scalingOf(explainers, scores),
    runId: explainers.find((e) => e.id === self.explainerId)?.runId ?? null,
  };
}

/** Exact match by number of training examples, for every role that was trained on more than one number of them. */
function scalingOf(
  explainers: readonly ExplainerRecord[],
  scores: ReadonlyMap<string, Readings>,
): ScalingSeries[] {
  return EXPLAINER_ROLES.flatMap((role) => {
    const trained = explainers.filter((e) => e.role === role && e.trainExamples !== null);
    const points = trained
      .flatMap((e) => {
        const exact = scores.get(e.id)?.exactMatch;
        return exact && e.trainExamples !== null ? [{ ...exact, examples: e.trainExamples }] : [];
      })
      .sort((a, b) => a.examples - b.examples);
    return points.length > 1 ? [{ role, baseId: trained[0]?.baseId ?? null, points }] : [];
  });
}
