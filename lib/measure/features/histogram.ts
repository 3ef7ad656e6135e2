/** Bins of the activations of a feature, evenly from 0 to the largest. */
const BINS = 20;

/** How many tokens a feature is active on in each bin; those on which it is 0 are in none. */
export interface Histogram {
  /** Largest activation, where the last bin ends. */
  max: number;
  counts: number[];
}

/** Counts activations, all of which are above 0. */
export function histogramOf(values: Float32Array): Histogram {
  const max = values.reduce((most, value) => Math.max(most, value), 0);
  const counts = new Array<number>(BINS).fill(0);
  for (const value of values) counts[Math.min(BINS - 1, Math.floor((BINS * value) / max))]!++;
  return { max: Math.round(max * 100) / 100, counts };
}
