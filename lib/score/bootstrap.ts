import { mean, quantileSorted, sum } from 'd3-array';

/** A value with its uncertainty over resampled items. */
export interface Estimate {
  value: number;
  standardError: number;
  /** Percentile 95% interval. */
  low: number;
  high: number;
}

/** What a statistic is of the items as they are, and of each draw of them; NaN where a draw has none. */
export interface Replicates {
  value: number;
  draws: Float64Array;
}

/**
 * How often each item counts in each draw of a bootstrap over clusters. Items that share a cluster (a subject) are drawn together,
 * since they are not independent. Where items depend on each other in two ways (subject and source), both are resampled, each by
 * itself, and an item counts as often as its clusters were drawn, multiplied (Owen 2007, the pigeonhole bootstrap, Annals of Applied
 * Statistics 1, 386).
 *
 * @param clusters of each item, one for each way; as many of every item
 * @param uniform draws from [0, 1)
 * @returns [samples, items]
 */
export function resample(
  clusters: readonly (readonly string[])[],
  { samples, uniform }: { samples: number; uniform: () => number },
): Uint16Array[] {
  const ways = waysOf(clusters);
  return Array.from({ length: samples }, () => {
    const times = new Uint16Array(clusters.length).fill(1);
    for (const { count, of } of ways) {
      const own = drawn(count, uniform);
      for (let i = 0; i < times.length; i++) times[i]! *= own[of[i]!]!;
    }
    return times;
  });
}

/** @param statistic of the items, each counted as often as `times` says; once without it */
export const replicates = (
  statistic: (times?: ArrayLike<number>) => number,
  resampled: readonly Uint16Array[],
): Replicates => ({ value: statistic(), draws: Float64Array.from(resampled, (times) => statistic(times)) });

/** The paired difference of two statistics, of the same draws of the same items. */
export const difference = (one: Replicates, other: Replicates): Replicates => ({
  value: one.value - other.value,
  draws: one.draws.map((value, i) => value - other.draws[i]!),
});

/** Value, standard error and percentile interval (Efron and Tibshirani 1993, ch. 13) by the draws that have a value. */
export function estimate({ value, draws }: Replicates): Estimate {
  const sorted = [...draws.filter(Number.isFinite).sort()];
  return {
    value,
    standardError: Math.sqrt(variance(sorted)),
    low: quantileSorted(sorted, 0.025) ?? NaN,
    high: quantileSorted(sorted, 0.975) ?? NaN,
  };
}

/** For each way of clustering: how many clusters there are, and the one of each item. */
function waysOf(clusters: readonly (readonly string[])[]): { count: number; of: Uint32Array }[] {
  return Array.from({ length: clusters[0]?.length ?? 0 }, (_, way) => {
    const numbers = new Map<string, number>();
    const of = Uint32Array.from(clusters, (own) => {
      const name = own[way]!;
      const number = numbers.get(name) ?? numbers.size;
      numbers.set(name, number);
      return number;
    });
    return { count: numbers.size, of };
  });
}

/** How often each of `count` clusters is drawn, in as many draws. */
function drawn(count: number, uniform: () => number): Uint16Array {
  const times = new Uint16Array(count);
  for (let i = 0; i < count; i++) times[Math.floor(uniform() * count)]!++;
  return times;
}

/** In two passes: d3's runs in one and rounds otherwise, which would change the last digits of published scores. */
function variance(values: readonly number[]): number {
  const center = mean(values) ?? NaN;
  return sum(values, (value) => (value - center) ** 2) / Math.max(1, values.length - 1);
}
