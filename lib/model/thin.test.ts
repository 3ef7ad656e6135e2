import { describe, expect, it } from 'vitest';
import type { Parameters } from './parameters';
import { readSafetensors, writeSafetensors } from './safetensors';
import { thinWeights, wholeWeights } from './thin';

const weights = (fields: Record<string, number[][]>): Uint8Array => {
  const parameters: Parameters = new Map(
    Object.entries(fields).map(([name, rows]) => [
      name,
      { shape: [rows.length, rows[0]!.length], data: Float32Array.from(rows.flat()) },
    ]),
  );
  return writeSafetensors(parameters, 'F16');
};

const TABLE = [1, 2, 3, 4, 5].map((x) => [x, x]);
const changed = TABLE.map((row, i) => (i === 2 ? [9, 9] : row));
const BASE = weights({ embedding: TABLE, layer: [[1, 1]], norm: [[3]] });
const WHOLE = weights({ embedding: changed, layer: [[2, 2]], norm: [[3]] });

describe('thin weights', () => {
  it('hold the tensors and the rows that the base does not have, and are a safetensors file themselves', () => {
    expect([...readSafetensors(thinWeights(WHOLE, BASE))]).toEqual([
      ['embedding', { shape: [1, 2], data: Float32Array.of(9, 9) }],
      ['layer', { shape: [1, 2], data: Float32Array.of(2, 2) }],
    ]);
  });

  it('give the whole file back, byte for byte', () => {
    expect(wholeWeights(thinWeights(WHOLE, BASE), BASE)).toEqual(WHOLE);
    expect(wholeWeights(thinWeights(WHOLE, WHOLE), WHOLE)).toEqual(WHOLE);
    const other = weights({ other: [[1]] });
    expect(wholeWeights(thinWeights(WHOLE, other), other)).toEqual(WHOLE);
  });

  it('say which tensor another base does not have', () => {
    const thin = thinWeights(WHOLE, BASE);
    const missing = 'the base of the thin weights has no tensor embedding of their size';
    expect(() => wholeWeights(thin, weights({ norm: [[3]] }))).toThrow(missing);
    expect(() => wholeWeights(thin, weights({ norm: [[3]], embedding: [[1]] }))).toThrow(missing);
  });

  it('are not taken for whole ones', () => {
    expect(() => wholeWeights(WHOLE, BASE)).toThrow('the thin weights do not say what they leave out');
  });
});
