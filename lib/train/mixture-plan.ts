import { drawRow, ROW_KINDS, type Material, type RowKind } from '@/lib/corpus/mixture/mixture';
import type { Row } from '@/lib/corpus/mixture/row';
import { Random } from '@/lib/random';
import { layOut, type Example, type SegmentShape } from './batch';
import type { Segments } from './language-model';
import type { TrainingPlan } from './loop';
import { constant, warmup, warmupCosine } from './schedule';

/** Rows of one kind in each step. */
export interface KindSettings {
  rows: number;
  /** Tokens a row holds. */
  length: number;
  /** Share in the loss. */
  weight: number;
}

/** Part of a run: how long it is, and what rows its steps have. */
export interface Stage {
  steps: number;
  /** Learning rate, reached anew after `warmup` steps; in the last stage it then falls to nothing (half a cosine). */
  rate: number;
  kinds: Readonly<Partial<Record<RowKind, KindSettings>>>;
}

export interface MixtureSettings {
  warmup: number;
  /** How often a rare fact is drawn, against 1 of a frequent one. */
  rareWeight: number;
  /**
   * One after the other: what finds a word again is what all else is built on, and it is learned first, alone, in short rows.
   */
  stages: readonly Stage[];
}

export const stepsOf = ({ stages }: MixtureSettings): number =>
  stages.reduce((sum, { steps }) => sum + steps, 0);

/**
 * The batches of pretraining in context: a segment for each kind of rows, so that each has a loss of its own. Each step
 * draws from a generator of its own.
 */
export function mixturePlan({
  material,
  dModel,
  padId,
  seed,
  settings,
}: {
  material: Material;
  dModel: number;
  padId: number;
  seed: number;
  settings: MixtureSettings;
}): TrainingPlan<Segments> {
  const steps = stepsOf(settings);
  return {
    steps,
    learningRate: (step) => rateAt(settings, step),
    parts: (step) => kindsAt(settings, step).map(([kind]) => kind),
    batch: (step) =>
      kindsAt(settings, step).map(([kind, { rows, length, weight }]) => {
        const random = Random.stream(seed, kind, step);
        // Few tokens of a row are learned, and logits are made for no more than there is room for.
        const shape = { batch: rows, length, selected: Math.ceil((rows * length) / 2), vectors: 0 };
        const drawn = Array.from({ length: rows }, () => drawRow(kind, length, material, random));
        return layOut(fitting(drawn, shape), shape, dModel, padId, weight);
      }),
  };
}

/** What rows a step has, in the order of the kinds. */
export function kindsAt(settings: MixtureSettings, step: number): [RowKind, KindSettings][] {
  const { kinds } = stageAt(settings, step).stage;
  return ROW_KINDS.flatMap((kind): [RowKind, KindSettings][] => {
    const own = kinds[kind];
    return own ? [[kind, own]] : [];
  });
}

function rateAt(settings: MixtureSettings, step: number): number {
  const { stage, since } = stageAt(settings, step);
  const { warmup: length, stages } = settings;
  const schedule =
    stage === stages.at(-1)
      ? warmupCosine(stage.rate, length, stage.steps)
      : warmup(length, constant(stage.rate));
  return schedule(since);
}

/** The stage that a step is in, and how many steps came before it in that stage. */
function stageAt({ stages }: MixtureSettings, step: number): { stage: Stage; since: number } {
  let since = step;
  for (const stage of stages) {
    if (since < stage.steps) return { stage, since };
    since -= stage.steps;
  }
  throw new RangeError(`there is no stage for step ${step}`);
}

/** Rows as examples; once the supervised tokens fill the segment, the rows that are left are not learned from. */
function fitting(rows: readonly Row[], { selected }: SegmentShape): Example[] {
  let room = selected;
  const examples: Example[] = [];
  for (const { ids, weights } of rows) {
    room -= weights.filter((weight) => weight > 0).length;
    if (room < 0) break;
    examples.push({ ids, answerStart: 1, weights: weights.slice(1) });
  }
  return examples;
}
