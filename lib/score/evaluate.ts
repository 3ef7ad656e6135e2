import { mean } from 'd3-array';
import { roleOf, type ExplainerTraits } from '@/lib/explainer/role';
import { Random } from '@/lib/random';
import type { EvaluationRecord } from '@/lib/store/records';
import type { Judgement, Metric } from '@/lib/task/task';
import type { Split } from '@/lib/words';
import { difference, estimate, replicates, resample, type Replicates } from './bootstrap';

/** One question with how every explainer did on it. */
export interface Judged {
  /** Questions that share one (a subject, a source) are resampled together. */
  clusters: readonly string[];
  slices: readonly string[];
  judgements: ReadonlyMap<string, Judgement>;
}

/** An explainer as scores need it. */
export interface Scored extends ExplainerTraits {
  id: string;
  trainExamples: number | null;
  /** Those whose scores it is the mean of, such as runs that differ in their seed; it says nothing itself. */
  members?: readonly string[];
  /** Stands on cards and in lists, where it is held against others that do. */
  shown?: boolean;
}

/** Bootstrap samples of an interval. */
const SAMPLES = 1000;

/**
 * Scores every explainer on all questions and on each slice, with 95% intervals, and the paired difference of self to
 * every other explainer that is {@link comparable}.
 * @throws Error that names an explainer who left questions unanswered
 */
export function evaluate(
  metrics: readonly Metric[],
  judged: readonly Judged[],
  explainers: readonly Scored[],
  split: Split,
): EvaluationRecord[] {
  for (const { id, members } of explainers) {
    if (members) continue;
    const missing = judged.filter(({ judgements }) => !judgements.has(id)).length;
    if (missing > 0)
      throw new Error(`${id} did not answer ${missing} of ${judged.length} questions: ask it all of them.`);
  }
  const slices = ['all', ...new Set(judged.flatMap((item) => item.slices))].sort();
  const pairs = comparisons(explainers);
  return slices.flatMap((slice) => {
    const items = slice === 'all' ? judged : judged.filter((item) => item.slices.includes(slice));
    // All of a slice are held to the same draws, whoever else is asked.
    const random = Random.stream(1, slice);
    const resampled = resample(
      items.map(({ clusters }) => clusters),
      { samples: SAMPLES, uniform: () => random.uniform() },
    );
    return metrics.flatMap((metric) => {
      const counts = metric.counts ?? (() => true);
      const scores = new Map(explainers.map((one) => [one.id, score(metric, items, one, resampled)]));
      const record = (one: Scored, against: Scored | null): EvaluationRecord[] => {
        const own = scores.get(one.id)!;
        const found = estimate(against ? difference(own, scores.get(against.id)!) : own);
        if (!Number.isFinite(found.value)) return [];
        const [first = one.id] = one.members ?? [];
        const n = items.filter((item) => counts(item.judgements.get(first)!)).length;
        const [explainerId, againstId] = [one.id, against?.id ?? null];
        return [{ explainerId, againstId, split, slice, metric: metric.id, n, ...found }];
      };
      return [
        ...explainers.flatMap((one) => record(one, null)),
        ...(metric.diagnostic ? [] : pairs.flatMap(([one, against]) => record(one, against))),
      ];
    });
  });
}

/** Of some questions, as they are and drawn again. */
function score(
  metric: Metric,
  items: readonly Judged[],
  { id, members = [id] }: Scored,
  resampled: readonly Uint16Array[],
): Replicates {
  const each = members.map((member) => metric.of(items.map((item) => item.judgements.get(member)!)));
  return replicates((times) => mean(each, (statistic) => statistic(times)) ?? NaN, resampled);
}

/**
 * Self explainers, each against everyone whom it can fairly be held to, and whoever was shown something else against itself. Runs
 * that differ in their seed alone are compared by their mean; those that have cards are compared with one another as well.
 */
function comparisons(explainers: readonly Scored[]): [Scored, Scored][] {
  const within = new Set(explainers.flatMap(({ members = [] }) => members));
  const undisturbed = explainers.filter(({ disturbs }) => !disturbs);
  const apart = undisturbed.filter(({ id }) => !within.has(id));
  const carded = undisturbed.filter(({ shown }) => shown);
  const held = undisturbed
    .filter((self) => roleOf(self) === 'self')
    .flatMap((self) => {
      const rivals = new Set([apart, carded].filter((some) => some.includes(self)).flat());
      return [...rivals]
        .filter((rival) => rival.id !== self.id && comparable(self, rival))
        .map((rival): [Scored, Scored] => [self, rival]);
    });
  const disturbed = explainers.flatMap((rival) =>
    explainers.filter(({ id }) => id === rival.disturbs).map((own): [Scored, Scored] => [own, rival]),
  );
  return [...held, ...disturbed];
}

/** Trained on as many examples; rules have all that there are, and servers learned elsewhere, so that none is held back. */
function comparable(self: Scored, rival: Scored): boolean {
  return rival.trainExamples === self.trainExamples || roleOf(rival) === 'rule' || rival.sees === 'text';
}
