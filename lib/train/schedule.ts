/** Learning rate that climbs linearly for `warmup` steps, then falls to zero along half a cosine. */
export function warmupCosine(peak: number, warmup: number, steps: number): (step: number) => number {
  return (step) =>
    step < warmup
      ? (peak * (step + 1)) / warmup
      : peak * 0.5 * (1 + Math.cos((Math.PI * (step - warmup)) / Math.max(1, steps - warmup)));
}
