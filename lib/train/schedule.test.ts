import { describe, expect, it } from 'vitest';
import { constant, cosine, warmup, warmupCosine } from './schedule';

describe('the learning rate', () => {
  it('climbs linearly and falls along half a cosine to zero', () => {
    const rate = warmupCosine(2, 4, 104);
    expect([0, 1, 3].map(rate)).toEqual([0.5, 1, 2]);
    expect(rate(4)).toBe(2);
    expect(rate(54)).toBeCloseTo(1, 12);
    expect(rate(104)).toBeCloseTo(0, 12);
    for (let step = 4; step < 104; step++) expect(rate(step + 1)).toBeLessThan(rate(step));
  });

  it('stays where it is told, after a climb too', () => {
    expect([0, 1, 1000].map(constant(3))).toEqual([3, 3, 3]);
    expect([0, 1, 2, 1000].map(warmup(2, constant(3)))).toEqual([1.5, 3, 3, 3]);
    expect([0, 1].map(warmup(0, constant(3)))).toEqual([3, 3]);
  });

  it('falls no lower than its floor', () => {
    const rate = cosine(1, 10, 0.1);
    expect(rate(0)).toBe(1);
    expect(rate(5)).toBeCloseTo(0.55, 12);
    expect([10, 11, 500].map(rate)).toEqual([0.1, 0.1, 0.1]);
  });
});
