import type { StageRun } from '@/cli/training';
import { nodeRuntime } from '@/lib/engine/runtime-node';
import { adapterParameters, initialAdapter, type LoraSettings } from '@/lib/model/lora';
import { tiedLlama } from '@/lib/model/model-config';
import { initialParameters } from '@/lib/model/parameters';
import { Random } from '@/lib/random';
import { layOut, layOutParts, type Example } from '@/lib/train/batch';
import { languageModel } from '@/lib/train/language-model';
import { ADAMW } from '@/lib/train/optimiser';
import { warmupCosine } from '@/lib/train/schedule';
import { Trainer, freshState } from '@/lib/train/trainer';

const config = tiedLlama({
  dModel: 32,
  dFeedForward: 64,
  layers: 2,
  heads: 4,
  keyValueHeads: 2,
  vocab: 48,
  maxPositions: 16,
});
const LORA: LoraSettings = { rank: 4, alpha: 32, dropoutRate: 0.1, targets: 'all-linear' };
const ROWS = 8;
const shape = (batch: number) => ({ batch, length: 12, selected: 11 * batch, vectors: 0 });

/** All of a model at once, or an adapter with dropout, two micro-batches a step and a loss held out. */
export type TinyKind = 'whole' | 'adapter';

/** A run of a tiny model through the stage runner that the lab's commands use. */
export function tinyStage(kind: TinyKind, folder: string, steps: number): StageRun {
  const random = new Random(7);
  const base = initialParameters(config, () => random.normal());
  const objective =
    kind === 'whole' ? languageModel({ config }) : languageModel({ config, frozen: base, lora: LORA });
  const learningRate = warmupCosine(kind === 'whole' ? 5e-3 : 2e-2, 5, steps);
  return {
    about: { subjectId: 'tiny', kind: 'train', seed: 1, command: 'npm test', heldOut: 'loss' },
    folder,
    fingerprint: kind,
    resume: true,
    saveEvery: 7,
    plan:
      kind === 'whole'
        ? { steps, learningRate, batch: (step) => [layOut(rows(step), shape(ROWS), config.dModel, 0)] }
        : {
            steps,
            learningRate,
            microBatches: 2,
            batch: (step, micro) => [layOutParts(rows(step), shape(ROWS / 2), 2, config.dModel, 0)[micro]!],
            heldOut: {
              batches: [[layOut(rows(-1), shape(ROWS), config.dModel, 0)]],
              every: 5,
              stopping: { patience: 20, minDelta: 0 },
            },
          },
    fresh: () =>
      freshState(
        kind === 'whole' ? base : adapterParameters(initialAdapter(config, LORA, () => random.uniform())),
      ),
    trainer: (state) => new Trainer(nodeRuntime({ threads: 1 }), objective, ADAMW, state, 11),
  };
}

/** Each token follows from the one before it, so that there is something to learn. */
function rows(step: number): Example[] {
  const random = new Random(1000 + step);
  return Array.from({ length: ROWS }, (_, row) => {
    const ids = [random.integer(config.vocab)];
    while (ids.length < 12) ids.push((ids.at(-1)! * 5 + 3) % config.vocab);
    return { ids, answerStart: 1, name: `row ${row} of step ${step + 1}` };
  });
}
