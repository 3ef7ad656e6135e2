import { Random } from '@/lib/random';

/** Of the map that rotated explainers see every vector through: the same for all, and written down with none. */
const SEED = 20_251_108;

const maps = new Map<number, Float64Array>();

/**
 * A vector under a fixed random rotation of its space: it keeps all that it holds, and loses that its basis is the model's own.
 *
 * @param vector `[d_model]`
 */
export function rotate(vector: Float32Array): Float32Array {
  const width = vector.length;
  const map = maps.get(width) ?? orthogonal(width);
  maps.set(width, map);
  return Float32Array.from({ length: width }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < width; j++) sum += map[i * width + j]! * vector[j]!;
    return sum;
  });
}

/** A random orthogonal matrix `[width, width]`: rows of normal numbers, each made orthogonal to those before (Gram-Schmidt). */
function orthogonal(width: number): Float64Array {
  const random = new Random(SEED);
  const rows = new Float64Array(width * width);
  for (let i = 0; i < width; i++) {
    const row = rows.subarray(i * width, (i + 1) * width);
    row.forEach((_, j) => (row[j] = random.normal()));
    // Twice, as once leaves errors that add up.
    for (let pass = 0; pass < 2; pass++)
      for (let k = 0; k < i; k++) {
        const other = rows.subarray(k * width, (k + 1) * width);
        let product = 0;
        for (let j = 0; j < width; j++) product += row[j]! * other[j]!;
        for (let j = 0; j < width; j++) row[j]! -= product * other[j]!;
      }
    const length = Math.hypot(...row);
    for (let j = 0; j < width; j++) row[j]! /= length;
  }
  return rows;
}
