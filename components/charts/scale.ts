/** Number of the darkest step of the sequential scale. */
export const LAST_STEP = 8;

/** Where each step but the ground begins, as a share of the largest value: at 4%, then seven more, evenly. */
const BEGINNINGS = beginningsOf(LAST_STEP);

/**
 * The step (0 to 8) of the sequential scale for a value on a domain that begins at zero. What is under 4% of the
 * largest value has the colour of the ground, and so have negative values, which a sequential scale cannot show.
 *
 * This is d3-scale's `scaleThreshold` without d3, which would add 15 KB to the pages with a map.
 */
export function sequentialStep(value: number, max: number): number {
  return max > 0 && value > 0 ? stepOf(value / max, BEGINNINGS) : 0;
}

/** Number of the outermost steps of the diverging scale. */
export const LAST_ARM = 4;

/** Where each step of an arm but the ground begins, as a share of the largest size. */
const ARM_BEGINNINGS = beginningsOf(LAST_ARM);

/** The step (-4 to 4) of the diverging scale for a value on a domain from -max to max. */
export function divergingStep(value: number, max: number): number {
  const size = max > 0 ? stepOf(Math.abs(value) / max, ARM_BEGINNINGS) : 0;
  return value < 0 && size > 0 ? -size : size;
}

/** Name of a step of the diverging scale in its tokens: `n4`, `0`, `p2`. */
const armOf = (step: number): string => (step === 0 ? '0' : `${step < 0 ? 'n' : 'p'}${Math.abs(step)}`);

/** Ground and text of a diverging step, as style properties. */
export const divergingStyle = (step: number): { background: string; color: string } => ({
  background: `var(--div-${armOf(step)})`,
  color: `var(--on-div-${armOf(step)})`,
});

/** Ground and text of a step, as style properties. */
export function stepStyle(step: number): { background: string; color: string } {
  return { background: `var(--seq-${step})`, color: `var(--on-seq-${step})` };
}

/** Where each step but the ground begins: at 4%, then the rest, evenly. */
function beginningsOf(last: number): number[] {
  return [0.04, ...Array.from({ length: last - 1 }, (_, step) => (step + 1) / (last - 0.01))];
}

/** How many steps begin at or below a share. */
function stepOf(share: number, beginnings: readonly number[]): number {
  return beginnings.filter((beginning) => beginning <= share).length;
}
