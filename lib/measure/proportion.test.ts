import { describe, expect, it } from 'vitest';
import { interval } from './proportion';

describe('the interval of a proportion', () => {
  it('is that of the published example: 81 of 263', () => {
    // Newcombe 1998, Statistics in Medicine 17, table I, method 3.
    const [low, high] = interval(81, 263);
    expect(low).toBeCloseTo(0.2553, 4);
    expect(high).toBeCloseTo(0.3662, 4);
  });

  it('stays within 0 and 1 where none or all are right', () => {
    expect(interval(0, 20)[0]).toBe(0);
    expect(interval(0, 20)[1]).toBeCloseTo(0.1611, 4);
    expect(interval(20, 20)[1]).toBe(1);
  });

  it('refuses a share of nothing', () => {
    expect(() => interval(0, 0)).toThrow(RangeError);
  });
});
