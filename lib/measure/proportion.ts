/** Quantile of the standard normal for 95%. */
const Z = 1.959964;

/**
 * Wilson's 95% interval of a proportion (Wilson 1927, JASA 22): within 0 and 1, and of use where all or none are right.
 *
 * @throws RangeError when there are no trials
 */
export function interval(right: number, n: number): [low: number, high: number] {
  if (n < 1) throw new RangeError('a proportion needs at least one trial');
  const p = right / n;
  const scale = 1 + (Z * Z) / n;
  const centre = (p + (Z * Z) / (2 * n)) / scale;
  const half = (Z / scale) * Math.sqrt((p * (1 - p)) / n + (Z * Z) / (4 * n * n));
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}
