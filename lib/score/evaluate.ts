import { roleOf, type ExplainerTraits } from '@/lib/explainer/role';
import { Random } from '@/lib/random';
import type { EvaluationRecord } from '@/lib/store/records';
import type { Judgement, Metric } from '@/lib/task/task';
import type { Split } from '@/lib/words';
import { bootstrap } from './bootstrap';

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
}

/** Bootstrap samples of an interval. */
const SAMPLES = 1000;

/**
 * Scores every explainer on all questions and on each slice, with 95% intervals, and the paired difference of self to
 * every other explainer that is {@link comparable}. Each number has random draws of its own, so that it does not depend on
 * which others are taken.
 * @throws Error that names an explainer who left questions unanswered
 */
export function evaluate(
  metrics: readonly Metric[],
  judged: readonly Judged[],
  explainers: readonly Scored[],
  split: Split,
): EvaluationRecord[] {
  for (const { id } of explainers) {
    const missing = judged.filter(({ judgements }) => !judgements.has(id)).length;
    if (missing > 0)
      throw new Error(`${id} did not answer ${missing} of ${judged.length} questions: ask it all of them.`);
  }
  const slices = ['all', ...new Set(judged.flatMap((item) => item.slices))].sort();
  return slices.flatMap((slice) => {
    const items = slice === 'all' ? judged : judged.filter((item) => item.slices.includes(slice));
    return metrics.flatMap((metric) => {
      const pairs = metric.diagnostic ? [] : comparisons(explainers);
      return [...explainers.map(({ id }): [string, null] => [id, null]), ...pairs].flatMap(
        ([explainerId, againstId]) => {
          const found = score(metric, items, explainerId, againstId, slice);
          return found ? [{ explainerId, againstId, split, slice, metric: metric.id, ...found }] : [];
        },
      );
    });
  });
}

function score(
  metric: Metric,
  items: readonly Judged[],
  explainerId: string,
  againstId: string | null,
  slice: string,
): Pick<EvaluationRecord, 'n' | 'value' | 'standardError' | 'low' | 'high'> | null {
  const of = (id: string, among: readonly Judged[]) =>
    metric.of(among.map((item) => item.judgements.get(id)!));
  const random = Random.stream(1, slice, metric.id, explainerId, againstId ?? '');
  const { value, standardError, low, high } = bootstrap(
    items,
    (item) => item.clusters,
    (among) => of(explainerId, among) - (againstId === null ? 0 : of(againstId, among)),
    { samples: SAMPLES, uniform: () => random.uniform() },
  );
  if (!Number.isFinite(value)) return null;
  const counts = metric.counts ?? (() => true);
  const n = items.filter((item) => counts(item.judgements.get(explainerId)!)).length;
  return { n, value, standardError, low, high };
}

/** Self explainers, each against everyone whom it can fairly be held to. */
function comparisons(explainers: readonly Scored[]): [string, string][] {
  return explainers
    .filter((self) => roleOf(self) === 'self')
    .flatMap((self) =>
      explainers
        .filter((rival) => rival.id !== self.id && comparable(self, rival))
        .map((rival): [string, string] => [self.id, rival.id]),
    );
}

/**
 * Trained on as many examples; rules have all that there are, so that none is held back. An explainer that is shown something
 * else is held against itself alone.
 */
function comparable(self: Scored, rival: Scored): boolean {
  if (rival.disturbs) return rival.disturbs === self.id;
  return rival.trainExamples === self.trainExamples || roleOf(rival) === 'rule';
}
