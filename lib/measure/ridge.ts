/** A linear classifier of vectors, and what it says of one. */
export interface LinearProbe {
  /** The class with the highest score. */
  classify(vector: Float32Array): string;
}

/**
 * Fits a linear probe by ridge regression on one-hot classes (Hastie et al. 2009, sections 3.4.1 and 4.2): W = (X'X + c I)^-1 X'Y,
 * with a bias that is not shrunk. Closed form, so that it has no training to go wrong.
 *
 * @param vectors `[n, d]`, one at least
 * @param classes the class of each
 * @param penalty c, in units of the mean squared element of the vectors
 */
export function fitProbe(
  vectors: readonly Float32Array[],
  classes: readonly string[],
  penalty = 1,
): LinearProbe {
  const width = vectors[0]!.length;
  const names = [...new Set(classes)].sort();
  const numbers = new Map(names.map((name, i) => [name, i]));
  const [count, size] = [names.length, width + 1];
  const square = new Float64Array(size * size);
  const right = new Float64Array(size * count);
  vectors.forEach((vector, row) => {
    const k = numbers.get(classes[row]!)!;
    for (let i = 0; i < size; i++) {
      const x = i < width ? vector[i]! : 1;
      right[i * count + k]! += x;
      for (let j = 0; j <= i; j++) square[i * size + j]! += x * (j < width ? vector[j]! : 1);
    }
  });
  let trace = 0;
  for (let i = 0; i < width; i++) trace += square[i * size + i]!;
  const shrink = (penalty * trace) / width + Number.EPSILON;
  // A trifle on the bias as well keeps the matrix positive definite whatever the vectors are.
  for (let i = 0; i < size; i++) square[i * size + i]! += i < width ? shrink / vectors.length : 1e-9;
  const weights = solve(square, right, size, count);
  return {
    classify(vector) {
      const scores = weights.slice(width * count);
      for (let i = 0; i < width; i++)
        for (let k = 0; k < count; k++) scores[k]! += vector[i]! * weights[i * count + k]!;
      let best = 0;
      for (let k = 1; k < count; k++) if (scores[k]! > scores[best]!) best = k;
      return names[best]!;
    },
  };
}

/** Solves A X = B in place by Cholesky decomposition; of A (`[size, size]`, positive definite) the lower half is read. */
function solve(a: Float64Array, b: Float64Array, size: number, columns: number): Float64Array {
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      let sum = a[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= a[i * size + k]! * a[j * size + k]!;
      a[i * size + j] = i === j ? Math.sqrt(sum) : sum / a[j * size + j]!;
    }
  const eliminate = (i: number, k: number, factor: number) => {
    for (let c = 0; c < columns; c++) b[i * columns + c]! -= factor * b[k * columns + c]!;
  };
  const scale = (i: number) => {
    for (let c = 0; c < columns; c++) b[i * columns + c]! /= a[i * size + i]!;
  };
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) eliminate(i, k, a[i * size + k]!);
    scale(i);
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) eliminate(i, k, a[k * size + i]!);
    scale(i);
  }
  return b;
}
