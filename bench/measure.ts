/** Times of repeated runs, milliseconds. */
export interface Timing {
  median: number;
  min: number;
}

export function timingOf(times: readonly number[]): Timing {
  const sorted = [...times].sort((a, b) => a - b);
  return { median: sorted[Math.floor(sorted.length / 2)]!, min: sorted[0]! };
}

/** The middle of some times, and what 95 of 100 stay below, in their unit. */
export function percentiles(times: readonly number[]): { p50: number; p95: number } {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) =>
    round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!);
  return { p50: at(0.5), p95: at(0.95) };
}

/** Milliseconds of one run. */
export async function time(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await run();
  return performance.now() - began;
}

/** Runs something a few times unmeasured, then `runs` times measured. */
export async function measure(
  run: () => Promise<unknown>,
  { warmup = 3, runs = 15 }: { warmup?: number; runs?: number } = {},
): Promise<Timing> {
  for (let i = 0; i < warmup; i++) await run();
  const times: number[] = [];
  for (let i = 0; i < runs; i++) times.push(await time(run));
  return timingOf(times);
}

/** Lets several sides take turns, so that a ratio holds where other processes come and go. Each gives its milliseconds. */
export async function measureInTurns(
  sides: Record<string, () => Promise<number>>,
  runs: number,
): Promise<Record<string, Timing>> {
  const times = new Map(Object.keys(sides).map((name) => [name, [] as number[]]));
  for (let i = -2; i < runs; i++) {
    for (const [name, run] of Object.entries(sides)) {
      const taken = await run();
      if (i >= 0) times.get(name)!.push(taken);
    }
  }
  return Object.fromEntries([...times].map(([name, all]) => [name, timingOf(all)]));
}

/** Four significant digits are more than a benchmark knows. */
export const round = (x: number): number => Number(x.toPrecision(4));

export const roundTiming = ({ median, min }: Timing) => ({ median: round(median), min: round(min) });
