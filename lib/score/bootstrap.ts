import { groups, mean, quantileSorted, sum } from 'd3-array';

/** A value with its uncertainty over resampled items. */
export interface Estimate {
  value: number;
  standardError: number;
  /** Percentile 95% interval. */
  low: number;
  high: number;
}

/**
 * Bootstrap of a statistic over clusters of items (Efron and Tibshirani 1993, ch. 13: percentile interval). Items that
 * share a cluster (a subject) are drawn together, since they are not independent; a paired difference is a
 * statistic over items that carry both explainers' matches.
 *
 * @param uniform draws from [0, 1)
 */
export function bootstrap<T>(
  items: readonly T[],
  clusterOf: (item: T) => string,
  statistic: (items: readonly T[]) => number,
  { samples, uniform }: { samples: number; uniform: () => number },
): Estimate {
  const clusters = groups(items, clusterOf).map(([, cluster]) => cluster);
  const draws: number[] = [];
  for (let s = 0; s < samples; s++) {
    const drawn: T[] = [];
    for (let i = 0; i < clusters.length; i++)
      drawn.push(...clusters[Math.floor(uniform() * clusters.length)]!);
    const value = statistic(drawn);
    if (Number.isFinite(value)) draws.push(value);
  }
  draws.sort((a, b) => a - b);
  return {
    value: statistic(items),
    standardError: Math.sqrt(variance(draws)),
    low: quantileSorted(draws, 0.025) ?? NaN,
    high: quantileSorted(draws, 0.975) ?? NaN,
  };
}

/** In two passes: d3's runs in one and rounds otherwise, which would change the last digits of published scores. */
function variance(values: readonly number[]): number {
  const center = mean(values) ?? NaN;
  return sum(values, (value) => (value - center) ** 2) / Math.max(1, values.length - 1);
}
