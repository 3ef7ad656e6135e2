import { drawRow, ROW_KINDS, type Material, type RowKind } from '@/lib/corpus/mixture/mixture';
import type { Row } from '@/lib/corpus/mixture/row';
import { Random } from '@/lib/random';
import { layOut, type Example, type SegmentShape } from './batch';
import type { Segments } from './language-model';
import type { TrainingPlan } from './loop';
import { warmupCosine } from './schedule';

/** Rows of one kind in each step. */
export interface KindSettings {
  /** First step that has such rows: what finds a word again is what all else is built on, and is learned alone first. */
  from: number;
  /** First step that has none any more; the end unless given. */
  until?: number;
  rows: number;
  /** Tokens a row holds. */
  length: number;
  /** Share in the loss. */
  weight: number;
}

export interface MixtureSettings {
  steps: number;
  /** Highest learning rate, reached after `warmup` steps. */
  peak: number;
  warmup: number;
  /** How often a rare fact is drawn, against 1 of a frequent one. */
  rareWeight: number;
  kinds: Readonly<Record<RowKind, KindSettings>>;
}

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
  const kindsAt = (step: number) =>
    ROW_KINDS.filter((kind) => {
      const { rows, from, until = Infinity } = settings.kinds[kind];
      return rows > 0 && step >= from && step < until;
    });
  return {
    steps: settings.steps,
    learningRate: warmupCosine(settings.peak, settings.warmup, settings.steps),
    parts: kindsAt,
    batch: (step) =>
      kindsAt(step).map((kind) => {
        const { rows, length, weight } = settings.kinds[kind];
        const random = Random.stream(seed, kind, step);
        // Few tokens of a row are learned, and logits are made for no more than there is room for.
        const shape = { batch: rows, length, selected: Math.ceil((rows * length) / 2), vectors: 0 };
        const drawn = Array.from({ length: rows }, () => drawRow(kind, length, material, random));
        return layOut(fitting(drawn, shape), shape, dModel, padId, weight);
      }),
  };
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
