/** Times of repeated runs, milliseconds. */
export interface Timing {
  median: number;
  min: number;
}

/** Runs something a few times unmeasured, then `runs` times measured. */
export async function measure(
  run: () => Promise<unknown>,
  { warmup = 3, runs = 15 }: { warmup?: number; runs?: number } = {},
): Promise<Timing> {
  for (let i = 0; i < warmup; i++) await run();
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    const began = performance.now();
    await run();
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  return { median: times[Math.floor(times.length / 2)]!, min: times[0]! };
}

/** Four significant digits are more than a benchmark knows. */
export const round = (x: number): number => Number(x.toPrecision(4));

export const roundTiming = ({ median, min }: Timing) => ({ median: round(median), min: round(min) });
