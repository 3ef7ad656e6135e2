/** Number of the darkest step of the sequential scale. */
export const LAST_STEP = 8;

/**
 * The step (0 to 8) of the sequential scale for a value on a domain that begins at zero. What is under 4% of the
 * largest value has the colour of the ground, and so have negative values, which a sequential scale cannot show.
 */
export function sequentialStep(value: number, max: number): number {
  if (!(max > 0) || !(value >= 0.04 * max)) return 0;
  return Math.min(LAST_STEP, 1 + Math.floor((7.99 * value) / max));
}

/** Ground and text of a step, as style properties. */
export function stepStyle(step: number): { background: string; color: string } {
  return { background: `var(--seq-${step})`, color: `var(--on-seq-${step})` };
}

/** Round values from zero that span `max`, at most `most` of them, for axis labels. */
export function roundTicks(max: number, most: number): number[] {
  if (!(max > 0)) return [0];
  const rough = max / (most - 1);
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((m) => m * magnitude).find((s) => s >= rough - 1e-12) ?? 10 * magnitude;
  const ticks: number[] = [];
  for (let tick = 0; tick <= Math.ceil(max / step - 1e-9) * step + 1e-9; tick += step) {
    ticks.push(Number(tick.toPrecision(12)));
  }
  return ticks;
}
