import { group, rollup } from 'd3-array';
import { mainOf } from '@/lib/explainer/name';
import { byRole, roleOf } from '@/lib/explainer/role';
import { meanOfSeeds, seedless } from '@/lib/explainer/seeds';
import type { EvaluationRecord, ExplainerRecord } from '@/lib/store/records';

/** One number with its 95% interval, as a share (0 to 1). */
export interface Reading {
  value: number;
  low: number | null;
  high: number | null;
  n: number;
}

/** Readings by metric. */
export type Readings = Readonly<Record<string, Reading | undefined>>;

export interface ResultRow {
  explainer: ExplainerRecord;
  readings: Readings;
}

export interface ScalingPoint extends Reading {
  examples: number;
}

export interface ScalingSeries {
  /** The one of its points with the most examples. */
  explainer: ExplainerRecord;
  points: ScalingPoint[];
}

/** What the home page says about one target: everything on the same held-out items. */
export interface TargetResult {
  targetId: string;
  /** Metric that explainers are compared by. */
  headline: string;
  /** In the order self, sibling, other, controls. */
  rows: ResultRow[];
  /** The self explainer that the others are held against. */
  self: ResultRow;
  /** Self trained from other seeds, by the headline metric. */
  otherSeeds: Reading[];
  /** The other explainer that stands for all of its role. */
  other: ResultRow | null;
  /** Who was trained alike from other models and has no place of its own on pages: a sibling may come close. The best comes first. */
  kin: ResultRow[];
  /** Paired differences of self to the others, by the id of the explainer that is taken away. */
  differences: ReadonlyMap<string, Readings>;
  /** The same of the mean of its seeds, which tells smaller ones from chance; empty where there is one seed. */
  differencesOfSeeds: ReadonlyMap<string, Readings>;
  scaling: ScalingSeries[];
}

const reading = ({ value, low, high, n }: EvaluationRecord): Reading => ({ value, low, high, n });

const readingsOf = (evaluations: readonly EvaluationRecord[]): Readings =>
  Object.fromEntries(evaluations.map((evaluation) => [evaluation.metric, reading(evaluation)]));

/**
 * The scores of a target's explainers as its page shows them; null when self was not evaluated.
 * `evaluations` are those of one split and of the slice `all`.
 */
export function resultOf(
  targetId: string,
  headline: string,
  explainers: readonly ExplainerRecord[],
  evaluations: readonly EvaluationRecord[],
): TargetResult | null {
  const scores = rollup(
    evaluations.filter(({ againstId }) => againstId === null),
    readingsOf,
    ({ explainerId }) => explainerId,
  );
  const shown = explainers.filter((e) => e.shown && scores.has(e.id)).sort(byRole);
  const rows = shown.map((explainer) => ({ explainer, readings: scores.get(explainer.id) ?? {} }));
  const rowOf = (explainer: ExplainerRecord | undefined) =>
    rows.find((row) => row.explainer === explainer) ?? null;
  const self = rowOf(mainOf('self', shown));
  if (!self) return null;

  const other = rowOf(mainOf('other', shown));
  const kin = explainers
    .filter((e) => !e.shown && isTrainedAlike(e, self.explainer) && e.id !== other?.explainer.id)
    // Seeds of other are other.
    .filter(({ id }) => seedless(id) === id && scores.has(id))
    .map((explainer) => ({ explainer, readings: scores.get(explainer.id) ?? {} }))
    .sort((a, b) => (b.readings[headline]?.value ?? 0) - (a.readings[headline]?.value ?? 0));

  const differencesOf = (explainerId: string) => {
    const paired = group(
      evaluations.filter((evaluation) => evaluation.explainerId === explainerId),
      ({ againstId }) => againstId,
    );
    return new Map(
      [...rows, ...kin].flatMap(({ explainer: { id } }) => {
        const against = paired.get(id);
        return against ? [[id, readingsOf(against)]] : [];
      }),
    );
  };
  return {
    targetId,
    headline,
    rows,
    self,
    otherSeeds: explainers
      .filter(({ id }) => id !== self.explainer.id && seedless(id) === seedless(self.explainer.id))
      .flatMap(({ id }) => scores.get(id)?.[headline] ?? []),
    other,
    kin,
    differences: differencesOf(self.explainer.id),
    differencesOfSeeds: differencesOf(meanOfSeeds(self.explainer.id)),
    scaling: scalingOf(explainers, headline, scores),
  };
}

/** Trained by a run from another model, on as many questions and shown the same. */
const isTrainedAlike = (explainer: ExplainerRecord, self: ExplainerRecord): boolean =>
  ['sibling', 'other'].includes(roleOf(explainer)) &&
  explainer.runId !== null &&
  explainer.trainExamples === self.trainExamples;

/** Trained alike but for the number of examples: such explainers are points of one curve. */
const curveOf = (explainer: ExplainerRecord): string =>
  JSON.stringify([roleOf(explainer), explainer.baseId, explainer.variant]);

/**
 * The headline metric by number of training examples, for all that were trained on more than one number of them. Rules are no curve,
 * however much they learned from, and neither are explainers that are shown something else than they were trained on.
 */
function scalingOf(
  explainers: readonly ExplainerRecord[],
  headline: string,
  scores: ReadonlyMap<string, Readings>,
): ScalingSeries[] {
  const trained = explainers
    .filter((e) => e.trainExamples !== null && e.rule === null && !e.disturbs)
    .sort(byRole);
  return [...group(trained, curveOf).values()].flatMap((curve) => {
    const points = curve
      .flatMap((explainer) => {
        const score = scores.get(explainer.id)?.[headline];
        return score && explainer.trainExamples !== null
          ? [{ explainer, point: { ...score, examples: explainer.trainExamples } }]
          : [];
      })
      .sort((a, b) => a.point.examples - b.point.examples);
    const last = points.at(-1);
    return last && points.length > 1
      ? [{ explainer: last.explainer, points: points.map(({ point }) => point) }]
      : [];
  });
}
