/**
 * Finds the most similar of some vectors by cosine.
 *
 * @param vectors `[n, d]`, one at least
 * @returns the index of the one that is most similar to a vector (`[d]`); the first of equals
 */
export function nearest(vectors: readonly Float32Array[]): (vector: Float32Array) => number {
  const width = vectors[0]!.length;
  const all = new Float32Array(vectors.length * width);
  vectors.forEach((vector, row) => {
    const length = Math.hypot(...vector) || 1;
    for (let i = 0; i < width; i++) all[row * width + i] = vector[i]! / length;
  });
  return (vector) => {
    let [best, most] = [0, -Infinity];
    for (let row = 0; row < vectors.length; row++) {
      let product = 0;
      for (let i = 0; i < width; i++) product += all[row * width + i]! * vector[i]!;
      if (product > most) [best, most] = [row, product];
    }
    return best;
  };
}
