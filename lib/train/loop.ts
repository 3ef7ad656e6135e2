import type { SegmentData } from './batch';
import type { StepResult, Trainer } from './trainer';

/** What a run does at each step. Both are functions of the step alone, so that a resumed run repeats them exactly. */
export interface TrainingPlan {
  steps: number;
  batch(step: number): SegmentData[];
  learningRate(step: number): number;
}

export interface LoopHooks {
  /** Called after every step. */
  onStep?(result: StepResult): void;
  /** Called every `saveEvery` steps, after the last step, and when the run is stopped. */
  save?(trainer: Trainer): Promise<void>;
  saveEvery?: number;
  /** Called every `evaluateEvery` steps and after the last one. */
  evaluate?(trainer: Trainer, step: number): Promise<void>;
  evaluateEvery?: number;
  /** Ends the run after the current step; what has been done is saved. */
  signal?: AbortSignal;
}

/**
 * Trains from `from` to the end of the plan. Returns false when the signal stopped it before the end.
 * Whatever a step throws (a loss that is not finite names its step) ends the run without a save over the last good one.
 */
export async function train(
  trainer: Trainer,
  plan: TrainingPlan,
  from: number,
  hooks: LoopHooks = {},
): Promise<boolean> {
  const { saveEvery = 250, evaluateEvery = 250 } = hooks;
  for (let step = from; step < plan.steps; step++) {
    const result = await trainer.step(plan.batch(step), plan.learningRate(step));
    hooks.onStep?.(result);
    const done = step + 1;
    const stopping = hooks.signal?.aborted ?? false;
    if (done % evaluateEvery === 0 || done === plan.steps) await hooks.evaluate?.(trainer, done);
    if (done % saveEvery === 0 || done === plan.steps || stopping) await hooks.save?.(trainer);
    if (stopping && done < plan.steps) return false;
  }
  return true;
}
