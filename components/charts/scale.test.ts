import { describe, expect, it } from 'vitest';
import { divergingStep, divergingStyle, sequentialStep } from './scale';

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

describe('the diverging scale', () => {
  it('is symmetric about zero, which has the colour of the ground', () => {
    for (const value of [0.5, 1.2, 2, 3]) expect(divergingStep(-value, 3)).toBe(-divergingStep(value, 3));
    expect(divergingStep(0, 3)).toBe(0);
    expect(divergingStep(-0.1, 3)).toBe(0);
    expect(divergingStep(2, 0)).toBe(0);
  });

  it('gives the largest size the last step of its arm', () => {
    expect(divergingStep(3, 3)).toBe(4);
    expect(divergingStep(-3, 3)).toBe(-4);
  });

  it('has four steps of equal width in each arm above 4% of the largest size', () => {
    const steps = Array.from({ length: 1001 }, (_, i) => divergingStep(-i, 1000));
    expect([-1, -2, -3, -4].map((step) => steps.indexOf(step))).toEqual([40, 251, 502, 752]);
  });

  it('names the tokens of its steps', () => {
    expect(divergingStyle(-2)).toEqual({ background: 'var(--div-n2)', color: 'var(--on-div-n2)' });
    expect(divergingStyle(0).background).toBe('var(--div-0)');
    expect(divergingStyle(4).background).toBe('var(--div-p4)');
  });
});
