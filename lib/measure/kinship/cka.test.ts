import { mean, sum } from 'd3-array';
import { describe, expect, it } from 'vitest';
import { rotate } from '@/lib/explainer/rotation';
import { Random } from '@/lib/random';
import { LinearCka } from './cka';

const random = new Random(5);
const vectors = (n: number, width: number, offset = 0) =>
  Array.from({ length: n }, () => Float32Array.from({ length: width }, () => random.normal() + offset));

const ckaOf = (x: readonly Float32Array[], y: readonly Float32Array[]) => {
  const cka = new LinearCka(x[0]!.length, y[0]!.length);
  x.forEach((row, i) => cka.add(row, y[i]!));
  return cka.value();
};

/** The same by Gram matrices of examples (Kornblith et al. 2019, equation 3), another way through. */
function byGram(x: readonly Float32Array[], y: readonly Float32Array[]): number {
  const centred = (rows: readonly Float32Array[]) => {
    const gram = rows.map((a) => rows.map((b) => sum(a, (value, k) => value * b[k]!)));
    const means = gram.map((row) => mean(row)!);
    const all = mean(means)!;
    return gram.map((row, i) => row.map((value, j) => value - means[i]! - means[j]! + all));
  };
  const [k, l] = [centred(x), centred(y)];
  const hsic = (a: number[][], b: number[][]) =>
    sum(a, (row, i) => sum(row, (value, j) => value * b[i]![j]!));
  return hsic(k, l) / Math.sqrt(hsic(k, k) * hsic(l, l));
}

describe('linear CKA', () => {
  it('is what the Gram matrices of the examples give, whatever the widths', () => {
    const x = vectors(60, 8);
    const noise = vectors(60, 5);
    const y = noise.map((row, i) => row.map((value, k) => value + 2 * x[i]![k]!));
    expect(ckaOf(x, y)).toBeCloseTo(byGram(x, y), 6);
    expect(ckaOf(x, noise)).toBeCloseTo(byGram(x, noise), 6);
  });

  it('is 1 of a representation with itself, rotated, scaled or moved far away', () => {
    const x = vectors(100, 16);
    expect(ckaOf(x, x)).toBeCloseTo(1, 10);
    expect(
      ckaOf(
        x,
        x.map((row) => rotate(row)),
      ),
    ).toBeCloseTo(1, 5);
    expect(
      ckaOf(
        x,
        x.map((row) => row.map((value) => 3 * value + 1000)),
      ),
    ).toBeCloseTo(1, 5);
  });

  it('is near what chance gives of independent ones, which more examples bring down to zero', () => {
    // Of n examples and widths d, independent normal columns give about d / n.
    expect(ckaOf(vectors(200, 10), vectors(200, 10))).toBeLessThan(0.1);
    const many = ckaOf(vectors(4000, 10), vectors(4000, 10));
    expect(many).toBeGreaterThan(0.001);
    expect(many).toBeLessThan(0.005);
  });

  it('refuses vectors of another width by both widths', () => {
    const cka = new LinearCka(4, 4);
    expect(() => cka.add(new Float32Array(4), new Float32Array(5))).toThrow(
      'vectors of 4 and 5 numbers; they must have 4 and 4',
    );
  });
});
