import { mean, quantileSorted, sum } from 'd3-array';

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
 * statistic over items that carry both explainers' matches. Where items depend on each other in two ways (subject and
 * source), both are resampled, each by itself, and an item counts as often as its clusters were drawn, multiplied (Owen 2007,
 * the pigeonhole bootstrap, Annals of Applied Statistics 1, 386).
 *
 * @param clustersOf the clusters of an item, one for each way; as many of every item
 * @param statistic of the items, each counted as often as `times` says; once without it
 * @param uniform draws from [0, 1)
 */
export function bootstrap<T>(
  items: readonly T[],
  clustersOf: (item: T) => readonly string[],
  statistic: (times?: ArrayLike<number>) => number,
  { samples, uniform }: { samples: number; uniform: () => number },
): Estimate {
  const ways = waysOf(items.map(clustersOf));
  const draws: number[] = [];
  const times = new Uint32Array(items.length);
  for (let s = 0; s < samples; s++) {
    times.fill(1);
    for (const { count, of } of ways) {
      const own = drawn(count, uniform);
      for (let i = 0; i < times.length; i++) times[i]! *= own[of[i]!]!;
    }
    const value = statistic(times);
    if (Number.isFinite(value)) draws.push(value);
  }
  draws.sort((a, b) => a - b);
  return {
    value: statistic(),
    standardError: Math.sqrt(variance(draws)),
    low: quantileSorted(draws, 0.025) ?? NaN,
    high: quantileSorted(draws, 0.975) ?? NaN,
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
