/** When to end a run before its plan does. */
export interface EarlyStopping {
  /** Evaluations without improvement after which the run ends. */
  patience: number;
  /** The least by which a held-out loss must be below the best one to count as better. */
  minDelta: number;
}

/** A held-out loss after so many steps. */
export interface HeldOut {
  step: number;
  loss: number;
}

/**
 * What the held-out losses so far say: the best of them, and whether it has not been bettered for long enough. A function
 * of the record alone, so that a resumed run decides as one that was not interrupted.
 */
export function assessHeldOut(
  record: readonly HeldOut[],
  { patience, minDelta }: EarlyStopping,
): { best: HeldOut | null; stop: boolean } {
  let best: HeldOut | null = null;
  let waited = 0;
  for (const held of record) {
    if (best === null || held.loss < best.loss - minDelta) [best, waited] = [held, 0];
    else waited++;
  }
  return { best, stop: waited >= patience };
}
