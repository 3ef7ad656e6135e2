import { expect, it } from 'vitest';
import { histogramOf } from './histogram';

it('a histogram counts every activation once, from 0 to the largest', () => {
  const { max, counts } = histogramOf(Float32Array.from([0.1, 1, 9.99, 10]));
  expect(max).toBe(10);
  expect(counts).toHaveLength(20);
  expect([counts[0], counts[2], counts[19]]).toEqual([1, 1, 2]);
  expect(counts.reduce((sum, n) => sum + n)).toBe(4);
});
