import type { ExplainerRole } from '@/lib/explainer/types';
import type { Split } from '@/lib/question/types';
import { bootstrap } from './bootstrap';
import type { Match } from './match';
import { METRICS, type Metric } from './metrics';

/** One question with how every explainer did on it. */
export interface Judged {
  /** Questions that share it (a subject) are resampled together. */
  cluster: string;
  slices: readonly string[];
  matches: ReadonlyMap<string, Match>;
}

export interface Score {
  explainerId: string;
  againstId: string | null;
  split: Split;
  slice: string;
  metric: Metric;
  n: number;
  value: number;
  standardError: number | null;
  low: number | null;
  high: number | null;
}

const SAMPLES = 1000;

/**
 * Scores every explainer on all questions and on each slice, with 95% intervals, and the paired difference of self to
 * every other explainer of the same training size (rules have none) on all questions and each slice.
 */
export function evaluate(
  judged: readonly Judged[],
  explainers: readonly { id: string; role: ExplainerRole; trainExamples: number | null }[],
  split: Split,
  uniform: () => number,
): Score[] {
  const slices = ['all', ...new Set(judged.flatMap((item) => item.slices))].sort();
  const scores: Score[] = [];
  for (const slice of slices) {
    const items = slice === 'all' ? judged : judged.filter((item) => item.slices.includes(slice));
    const score = (explainerId: string, againstId: string | null, metric: Metric) => {
      const of = (id: string, among: readonly Judged[]) =>
        METRICS[metric](among.map((item) => item.matches.get(id)!));
      const statistic = (among: readonly Judged[]) =>
        of(explainerId, among) - (againstId ? of(againstId, among) : 0);
      const { value, standardError, low, high } = bootstrap(items, (item) => item.cluster, statistic, {
        samples: SAMPLES,
        uniform,
      });
      const n = items.filter(
        (item) => metric !== 'contentMatchChanged' || item.matches.get(explainerId)!.isChanged,
      ).length;
      if (!Number.isFinite(value)) return;
      scores.push({ explainerId, againstId, split, slice, metric, n, value, standardError, low, high });
    };
    for (const metric of Object.keys(METRICS) as Metric[]) {
      for (const { id } of explainers) score(id, null, metric);
      if (metric === 'valid') continue;
      for (const self of explainers.filter((e) => e.role === 'self')) {
        for (const rival of explainers) {
          const comparable = rival.trainExamples === self.trainExamples || rival.role === 'text-oracle';
          if (rival.role !== 'self' && comparable) score(self.id, rival.id, metric);
        }
      }
    }
  }
  return scores;
}
