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
  const clusters = new Map<string, T[]>();
  for (const item of items) {
    const key = clusterOf(item);
    const cluster = clusters.get(key);
    if (cluster) cluster.push(item);
    else clusters.set(key, [item]);
  }
  const groups = [...clusters.values()];
  const draws: number[] = [];
  for (let s = 0; s < samples; s++) {
    const drawn: T[] = [];
    for (let i = 0; i < groups.length; i++) drawn.push(...groups[Math.floor(uniform() * groups.length)]!);
    const value = statistic(drawn);
    if (Number.isFinite(value)) draws.push(value);
  }
  draws.sort((a, b) => a - b);
  const mean = draws.reduce((sum, d) => sum + d, 0) / draws.length;
  const variance = draws.reduce((sum, d) => sum + (d - mean) ** 2, 0) / Math.max(1, draws.length - 1);
  return {
    value: statistic(items),
    standardError: Math.sqrt(variance),
    low: quantile(draws, 0.025),
    high: quantile(draws, 0.975),
  };
}

/** Quantile of sorted values by linear interpolation; NaN where there are none. */
function quantile(sorted: readonly number[], q: number): number {
  const at = (sorted.length - 1) * q;
  const below = sorted[Math.floor(at)];
  const above = sorted[Math.ceil(at)];
  if (below === undefined || above === undefined) return NaN;
  return below + (above - below) * (at - Math.floor(at));
}
