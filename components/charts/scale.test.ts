import { describe, expect, it } from 'vitest';
import { roundTicks, sequentialStep } from './scale';

describe('the sequential scale', () => {
  it('gives zero, almost zero and less than zero the colour of the ground', () => {
    expect(sequentialStep(0, 6)).toBe(0);
    expect(sequentialStep(0.2, 6)).toBe(0);
    expect(sequentialStep(-3, 6)).toBe(0);
    expect(sequentialStep(0, 0)).toBe(0);
  });

  it('gives the largest value the last step', () => {
    expect(sequentialStep(6, 6)).toBe(8);
  });

  it('never falls as the value rises', () => {
    const steps = Array.from({ length: 101 }, (_, i) => sequentialStep(i, 100));
    expect([...steps].sort((a, b) => a - b)).toEqual(steps);
    expect(new Set(steps).size).toBe(9);
  });
});

describe('axis ticks', () => {
  it('are round, begin at zero and span the data', () => {
    expect(roundTicks(0.664, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8]);
    expect(roundTicks(0, 5)).toEqual([0]);
  });
});
