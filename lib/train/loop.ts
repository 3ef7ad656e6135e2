import { assessHeldOut, type EarlyStopping, type HeldOut } from './early-stop';
import type { StepResult, Trainer } from './trainer';

/** What a run does at each step: functions of the step alone, so that a resumed run repeats them exactly. */
export interface TrainingPlan<Batch> {
  steps: number;
  /** The batch of a step; with several micro-batches, one of them, and their losses should add up to one: `layOutParts`. */
  batch(step: number, micro: number): Batch;
  /** Micro-batches whose gradients add up to that of one step; 1 unless given. */
  microBatches?: number;
  learningRate(step: number): number;
  /** Names of the parts of the loss at a step, where they are to be recorded. */
  parts?(step: number): readonly string[];
  /**
   * What is held out: a figure of which less is better, taken every so many steps and after the last one. The mean loss of these
   * batches, or what `measure` makes of the model as it is.
   */
  heldOut?: HeldOutPlan<Batch> & { every: number; stopping?: EarlyStopping };
}

export type HeldOutPlan<Batch> =
  | { batches: readonly Batch[]; measure?: undefined }
  | { measure: (trainer: Trainer<Batch>) => Promise<number>; batches?: undefined };

export interface LoopHooks<Batch> {
  /** Called after every step. */
  onStep?(result: StepResult, learningRate: number): void;
  /** Called with every held-out loss; `best` when it is the best so far. */
  onHeldOut?(held: HeldOut, best: boolean): Promise<void> | void;
  /** Called every `evaluateEvery` steps and after the last one: for whatever else is measured on the way. */
  evaluate?(trainer: Trainer<Batch>, step: number): Promise<void>;
  evaluateEvery?: number;
  /** Called every `saveEvery` steps, after the last step, and when the run is stopped. */
  save?(trainer: Trainer<Batch>): Promise<void>;
  saveEvery?: number;
  /** Ends the run after the current step; what has been done is saved. */
  signal?: AbortSignal;
}

/** Where a run begins: at the start, or after `step` steps with the held-out losses of those. */
export interface Progress {
  step: number;
  heldOut: readonly HeldOut[];
}

/** How a run ended: with the plan, because held-out losses fell no more, or because the signal stopped it. */
export type Ending = 'finished' | 'early' | 'interrupted';

/**
 * Trains from `from` to the end of the plan. Held-out losses are taken before a checkpoint is saved, so that one after
 * `step` steps has behind it all evaluations up to that step.
 *
 * Whatever a step throws (a loss that is not finite names its step) ends the run without a save over the last good one.
 */
export async function train<Batch>(
  trainer: Trainer<Batch>,
  plan: TrainingPlan<Batch>,
  from: Progress = { step: 0, heldOut: [] },
  hooks: LoopHooks<Batch> = {},
): Promise<Ending> {
  const { saveEvery = 250, evaluateEvery = 250 } = hooks;
  const { microBatches = 1, heldOut } = plan;
  const record = [...from.heldOut];
  const stopped = () => heldOut?.stopping !== undefined && assessHeldOut(record, heldOut.stopping).stop;
  if (stopped()) return 'early';
  for (let step = from.step; step < plan.steps; step++) {
    const rate = plan.learningRate(step);
    for (let micro = 0; micro < microBatches - 1; micro++) await trainer.accumulate(plan.batch(step, micro));
    const result = await trainer.step(plan.batch(step, microBatches - 1), rate);
    hooks.onStep?.(result, rate);
    const done = step + 1;
    const last = done === plan.steps;
    if (heldOut && (done % heldOut.every === 0 || last)) {
      const held = { step: done, loss: await heldOutFigure(trainer, heldOut) };
      record.push(held);
      const { best } = assessHeldOut(record, heldOut.stopping ?? { patience: Infinity, minDelta: 0 });
      await hooks.onHeldOut?.(held, best === held);
    }
    if (done % evaluateEvery === 0 || last) await hooks.evaluate?.(trainer, done);
    const early = stopped();
    const interrupted = hooks.signal?.aborted ?? false;
    if (done % saveEvery === 0 || last || early || interrupted) await hooks.save?.(trainer);
    if (early && !last) return 'early';
    if (interrupted && !last) return 'interrupted';
  }
  return 'finished';
}

const heldOutFigure = <Batch>(trainer: Trainer<Batch>, plan: HeldOutPlan<Batch>): Promise<number> =>
  plan.measure ? plan.measure(trainer) : meanLoss(trainer, plan.batches);

/** Mean of the losses of some batches, without dropout. Throws an Error when there are none. */
export async function meanLoss<Batch>(trainer: Trainer<Batch>, batches: readonly Batch[]): Promise<number> {
  if (batches.length === 0) throw new Error('there are no held-out batches');
  let sum = 0;
  for (const batch of batches) sum += (await trainer.evaluate(batch)).loss;
  return sum / batches.length;
}
