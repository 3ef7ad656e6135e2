import { expect, it } from 'vitest';
import { Random } from '@/lib/random';
import { rotate } from './rotation';

const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, i) => sum + x * b[i]!, 0);

it('a rotation keeps lengths and angles, moves vectors elsewhere, and is the same for all', () => {
  const random = new Random(1);
  const [a, b] = [0, 1].map(() => Float32Array.from({ length: 128 }, () => random.normal())) as [
    Float32Array,
    Float32Array,
  ];
  const [ra, rb] = [rotate(a), rotate(b)];
  expect(dot(ra, ra)).toBeCloseTo(dot(a, a), 3);
  expect(dot(ra, rb)).toBeCloseTo(dot(a, b), 3);
  expect(Math.abs(dot(a, ra)) / dot(a, a)).toBeLessThan(0.4);
  expect(rotate(a)).toEqual(ra);
});
