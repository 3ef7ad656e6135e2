import { describe, expect, it } from 'vitest';
import { sequentialStep } from './scale';

describe('the sequential scale', () => {
  it('gives zero, almost zero and less than zero the colour of the ground', () => {
    expect(sequentialStep(0, 6)).toBe(0);
    expect(sequentialStep(0.2, 6)).toBe(0);
    expect(sequentialStep(-3, 6)).toBe(0);
    expect(sequentialStep(0, 0)).toBe(0);
    expect(sequentialStep(NaN, 6)).toBe(0);
  });

  it('gives the largest value the last step', () => {
    expect(sequentialStep(6, 6)).toBe(8);
  });

  it('never falls as the value rises', () => {
    const steps = Array.from({ length: 101 }, (_, i) => sequentialStep(i, 100));
    expect([...steps].sort((a, b) => a - b)).toEqual(steps);
    expect(new Set(steps).size).toBe(9);
  });

  it('has eight steps of equal width above 4% of the largest value', () => {
    const steps = Array.from({ length: 1001 }, (_, i) => sequentialStep(i, 1000));
    const begins = [1, 2, 3, 4, 5, 6, 7, 8].map((step) => steps.indexOf(step));
    expect(begins).toEqual([40, 126, 251, 376, 501, 626, 751, 877]);
  });
});
