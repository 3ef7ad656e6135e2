import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bfloat16ToFloat32,
  float16Table,
  float16ToFloat32,
  float32ToBfloat16,
  float32ToFloat16,
} from './float16';

const LARGEST = 0x7bff;
const halves = Array.from({ length: 0x10000 }, (_, half) => half);
const isNaNHalf = (half: number) => (half & 0x7c00) === 0x7c00 && (half & 0x3ff) !== 0;

describe('half precision', () => {
  it('survives the way to float32 and back, all 65536 of it', () => {
    const survives = (half: number) => {
      const value = float16ToFloat32(half);
      if (isNaNHalf(half)) return Number.isNaN(value) && isNaNHalf(float32ToFloat16(value));
      return Math.fround(value) === value && float32ToFloat16(value) === half;
    };
    expect(halves.filter((half) => !survives(half))).toEqual([]);
  });

  it('has the values that the standard names', () => {
    expect(float16ToFloat32(0x3c00)).toBe(1);
    expect(float16ToFloat32(0xc000)).toBe(-2);
    expect(float16ToFloat32(LARGEST)).toBe(65504);
    expect(float16ToFloat32(0x0400)).toBe(2 ** -14);
    expect(float16ToFloat32(0x0001)).toBe(2 ** -24);
    expect(float16ToFloat32(0xfc00)).toBe(-Infinity);
    expect(float16ToFloat32(0x8000)).toBe(-0);
  });

  it('rounds what lies between two neighbours to the nearer one, and the middle to the even one', () => {
    const [float, bits] = [new Float32Array(1), new Uint32Array(1)];
    const nextUp = (x: number, by: number) => {
      float[0] = x;
      bits.set(new Uint32Array(float.buffer));
      bits[0]! += by;
      return new Float32Array(bits.buffer)[0]!;
    };
    const roundsWell = (half: number) => {
      const middle = (float16ToFloat32(half) + float16ToFloat32(half + 1)) / 2;
      const even = half % 2 === 0 ? half : half + 1;
      return (
        float32ToFloat16(middle) === even &&
        float32ToFloat16(-middle) === (0x8000 | even) &&
        float32ToFloat16(nextUp(middle, 1)) === half + 1 &&
        float32ToFloat16(nextUp(middle, -1)) === half
      );
    };
    expect(halves.filter((half) => half < LARGEST && !roundsWell(half))).toEqual([]);
  });

  it('becomes infinite from half a step beyond the largest on', () => {
    expect(float32ToFloat16(65519.996)).toBe(LARGEST);
    expect(float32ToFloat16(65520)).toBe(0x7c00);
    expect(float32ToFloat16(-3e38)).toBe(0xfc00);
    expect(float32ToFloat16(2 ** -25)).toBe(0);
    expect(float32ToFloat16(2 ** -25 * 1.0001)).toBe(1);
  });

  it('never errs by more than half a step', () => {
    fc.assert(
      fc.property(fc.float({ min: -65504, max: 65504, noNaN: true }), (x) => {
        const found = float16ToFloat32(float32ToFloat16(x));
        const step = 2 ** Math.max(-24, Math.floor(Math.log2(Math.abs(x) || 1e-30)) - 10);
        expect(Math.abs(found - x)).toBeLessThanOrEqual(step / 2);
      }),
      { numRuns: 2000 },
    );
  });
});

it('the table of halves holds what each is worth', () => {
  const table = float16Table();
  expect(halves.filter((half) => !Object.is(table[half], float16ToFloat32(half)))).toEqual([]);
});

describe('bfloat16', () => {
  it('survives the way to float32 and back, all 65536 of it', () => {
    const survives = (half: number) => {
      const value = bfloat16ToFloat32(half);
      const back = float32ToBfloat16(value);
      return Number.isNaN(value) ? Number.isNaN(bfloat16ToFloat32(back)) : back === half;
    };
    expect(halves.filter((half) => !survives(half))).toEqual([]);
  });

  it('rounds to the nearer of two neighbours, and the middle to the even one', () => {
    const [float, bits] = [new Float32Array(1), new Uint32Array(1)];
    const from = (pattern: number) => {
      bits[0] = pattern;
      float.set(new Float32Array(bits.buffer));
      return float[0]!;
    };
    const roundsWell = (half: number) => {
      const base = (half << 16) >>> 0;
      const even = half % 2 === 0 ? half : half + 1;
      return (
        float32ToBfloat16(from(base + 0x7fff)) === half &&
        float32ToBfloat16(from(base + 0x8000)) === even &&
        float32ToBfloat16(from(base + 0x8001)) === half + 1
      );
    };
    // Up to the largest of each sign, whose upper neighbour is infinity.
    expect(halves.filter((half) => (half & 0x7fff) < 0x7f80 && !roundsWell(half))).toEqual([]);
  });
});
