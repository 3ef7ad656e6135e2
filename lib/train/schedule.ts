/** The learning rate of each step, counted from 0. */
export type Schedule = (step: number) => number;

/** The same rate at every step. */
export function constant(rate: number): Schedule {
  return () => rate;
}

/** From `peak` to `floor` along half a cosine over `steps` steps, and `floor` from there on (SGDR, arXiv 1608.03983). */
export function cosine(peak: number, steps: number, floor = 0): Schedule {
  return (step) =>
    floor + (peak - floor) * 0.5 * (1 + Math.cos((Math.PI * Math.min(step, steps)) / Math.max(1, steps)));
}

/** Climbs linearly for `steps` steps to where `then` begins, and goes on with it. */
export function warmup(steps: number, then: Schedule): Schedule {
  return (step) => (step < steps ? (then(0) * (step + 1)) / steps : then(step - steps));
}

/** A warmup of `climb` steps out of `steps`, then half a cosine to zero. */
export function warmupCosine(peak: number, climb: number, steps: number): Schedule {
  return warmup(climb, cosine(peak, steps - climb));
}
