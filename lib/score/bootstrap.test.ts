import { describe, expect, it } from 'vitest';
import { Random } from '@/lib/random';
import { difference, estimate, replicates, resample } from './bootstrap';

const mean = (xs: readonly number[]) => xs.reduce((sum, x) => sum + x, 0) / xs.length;
const random = () => {
  const generator = new Random(1);
  return () => generator.uniform();
};

describe('the bootstrap', () => {
  it('gives the standard deviation and the interpolated quantiles of its draws to the last bit', () => {
    const items = Array.from({ length: 37 }, (_, i) => Math.sin(i) / 3);
    const draws: number[] = [];
    const samples = 500;
    const statistic = (times?: ArrayLike<number>) => {
      draws.push(mean(items.flatMap((item, i) => Array<number>(times ? times[i]! : 1).fill(item))));
      return draws.at(-1)!;
    };
    const resampled = resample(
      items.map((item) => [String(item)]),
      { samples, uniform: random() },
    );
    const found = estimate(replicates(statistic, resampled));
    // The first is that of the items as they are.
    const sorted = draws.slice(1).sort((a, b) => a - b);
    const center = mean(sorted);
    const quantile = (q: number) => {
      const at = (samples - 1) * q;
      const [below, above] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!];
      return below + (above - below) * (at - Math.floor(at));
    };
    expect(found).toStrictEqual({
      value: mean(items),
      standardError: Math.sqrt(sorted.reduce((sum, d) => sum + (d - center) ** 2, 0) / (samples - 1)),
      low: quantile(0.025),
      high: quantile(0.975),
    });
  });

  it('of nothing has no value and no interval', () => {
    const resampled = resample([], { samples: 10, uniform: random() });
    const result = estimate(replicates(() => NaN, resampled));
    expect(result).toMatchObject({ value: NaN, low: NaN, high: NaN });
  });

  it('takes the difference of two statistics draw by draw', () => {
    const items = Array.from({ length: 20 }, (_, i) => [String(i)]);
    const resampled = resample(items, { samples: 50, uniform: random() });
    const first = (times?: ArrayLike<number>) => times?.[0] ?? 1;
    const [one, other] = [first, (times?: ArrayLike<number>) => first(times) + 2].map((statistic) =>
      replicates(statistic, resampled),
    );
    expect(estimate(difference(other!, one!))).toEqual({ value: 2, standardError: 0, low: 2, high: 2 });
    expect(estimate(one!).standardError).toBeGreaterThan(0.5);
  });
});
