import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisAboutZero, axisFromZero, placeOn } from './axis';

const steps = (ticks: number[]) => ticks.slice(1).map((tick, i) => tick - ticks[i]!);

describe('an axis from zero', () => {
  it('ends at a round value that is not under the largest one', () => {
    expect(axisFromZero(0.664)).toEqual({ from: 0, to: 0.8, ticks: [0, 0.2, 0.4, 0.6, 0.8] });
    expect(axisFromZero(0.6)).toEqual({ from: 0, to: 0.6, ticks: [0, 0.2, 0.4, 0.6] });
  });

  it('takes steps that whole per cents can label', () => {
    expect(axisFromZero(0.09).ticks).toEqual([0, 0.05, 0.1]);
    expect(axisFromZero(0.97).ticks).toEqual([0, 0.5, 1]);
  });

  it('ends at one where there is nothing above zero', () => {
    expect(axisFromZero(0)).toEqual({ from: 0, to: 1, ticks: [0, 0.5, 1] });
  });

  it('is labelled at both ends, evenly, five times at most, whatever the largest value', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (top) => {
        const { from, to, ticks } = axisFromZero(top);
        expect(to).toBeGreaterThanOrEqual(top);
        expect([ticks[0], ticks[ticks.length - 1]]).toEqual([from, to]);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(5);
        for (const step of steps(ticks)) expect(step / to).toBeCloseTo(1 / (ticks.length - 1), 9);
      }),
    );
  });
});

describe('an axis about zero', () => {
  it('keeps its ends as they are', () => {
    expect(axisAboutZero(-0.1425, 0.4502)).toMatchObject({ from: -0.1425, to: 0.4502 });
  });

  it('is labelled at zero and at the round value farthest from it, on whichever side', () => {
    expect(axisAboutZero(-0.1425, 0.4502).ticks).toEqual([0, 0.4]);
    expect(axisAboutZero(-0.62, 0.11).ticks).toEqual([0, -0.6]);
  });

  it('never has a label outside of its ends', () => {
    const side = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    fc.assert(
      fc.property(side(-1, -0.01), side(0.01, 1), (from, to) => {
        const { ticks } = axisAboutZero(from, to);
        expect(ticks).toHaveLength(2);
        for (const tick of ticks) expect(tick >= from && tick <= to).toBe(true);
      }),
    );
  });
});

describe('a place on an axis', () => {
  it('is a share of its length', () => {
    const place = placeOn({ from: -0.5, to: 1.5 });
    expect([-0.5, 0, 0.5, 1.5].map(place)).toEqual(['0.00%', '25.00%', '50.00%', '100.00%']);
  });

  it('is at the end for what lies beyond it', () => {
    const place = placeOn({ from: 0, to: 1 });
    expect([-3, 7].map(place)).toEqual(['0.00%', '100.00%']);
  });
});
