/** What is recorded of a step. */
export interface StepMetrics {
  step: number;
  /** Training loss, nats. */
  loss: number;
  /** Global L2 norm of the gradient before clipping. */
  gradientNorm: number;
  learningRate: number;
  tokens: number;
  milliseconds: number;
  /** Parts of the loss by name, their weights included. */
  parts?: Record<string, number>;
}

/** What is recorded of an evaluation after a step: `heldOut` is the mean loss of the batches held out, nats, or what else is watched. */
export interface HeldOutMetrics {
  step: number;
  heldOut: number;
}

/** Steps that one point of a curve is the mean of. */
export const WINDOW = 25;

/** Reads a line of `metrics.jsonl`; null for one that is not whole. */
export function parseMetrics(line: string): StepMetrics | HeldOutMetrics | null {
  try {
    const entry = JSON.parse(line) as Partial<StepMetrics & HeldOutMetrics>;
    const known = typeof entry.step === 'number' && (isNumber(entry.loss) || isNumber(entry.heldOut));
    return known ? (entry as StepMetrics | HeldOutMetrics) : null;
  } catch {
    return null;
  }
}

const isNumber = (value: unknown): value is number => typeof value === 'number';

/** Mean loss of each window of steps, by its last step; steps without one are left out, and windows without any. */
export function curveOf(losses: readonly (number | null)[]): [number, number][] {
  const curve: [number, number][] = [];
  for (let from = 0; from < losses.length; from += WINDOW) {
    const window = losses.slice(from, from + WINDOW);
    const there = window.filter((loss) => loss !== null);
    if (there.length === 0) continue;
    const mean = there.reduce((sum, loss) => sum + loss, 0) / there.length;
    curve.push([from + window.length, Math.round(mean * 1e5) / 1e5]);
  }
  return curve;
}
