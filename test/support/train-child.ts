/**
 * Trains a tiny model through the stage runner that the lab's commands use, for the test that kills it.
 * Usage: train-child.ts FOLDER STEPS; says `step N` before each step and leaves result.json when it is done.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runTraining } from '@/cli/training';
import { nodeRuntime } from '@/lib/engine/runtime-node';
import type { ModelConfig } from '@/lib/model/config';
import { initialParameters } from '@/lib/model/parameters';
import { Random } from '@/lib/random';
import { layOut } from '@/lib/train/batch';
import { packCheckpoint } from '@/lib/train/checkpoint';
import { warmupCosine } from '@/lib/train/schedule';
import { ADAMW } from '@/lib/train/step';
import { Trainer, freshState } from '@/lib/train/trainer';

const [folder, count] = process.argv.slice(2) as [string, string];
const steps = Number(count);

const config: ModelConfig = {
  architecture: 'llama',
  dModel: 32,
  dFeedForward: 64,
  layers: 2,
  heads: 4,
  keyValueHeads: 2,
  headDim: 8,
  vocab: 48,
  maxPositions: 16,
  normEps: 1e-6,
  rope: { theta: 10000, scaling: null },
  attentionBias: 'none',
  mlpBias: false,
  queryKeyNorm: false,
  tiedEmbeddings: true,
  initializerRange: 0.02,
  bosId: null,
  eosId: null,
};
const shape = { batch: 8, length: 12, selected: 88, vectors: false };

const random = new Random(7);
const result = await runTraining({
  folder,
  fingerprint: 'kill test',
  resume: true,
  saveEvery: 7,
  plan: {
    steps,
    learningRate: warmupCosine(5e-3, 5, steps),
    batch(step) {
      process.stdout.write(`step ${step + 1}\n`);
      // Long enough that the signal comes within a few steps.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
      const own = new Random(1000 + step);
      // Each token follows from the one before it, so that there is something to learn.
      const rows = Array.from({ length: shape.batch }, () => {
        const ids = [own.integer(config.vocab)];
        while (ids.length < shape.length) ids.push((ids.at(-1)! * 5 + 3) % config.vocab);
        return { ids, answerStart: 1 };
      });
      return [layOut(rows, shape, config.dModel, 0)];
    },
  },
  fresh: () => freshState(initialParameters(config, () => random.normal())),
  trainer: (state) => new Trainer(nodeRuntime({ threads: 2 }), config, ADAMW, state),
});
if (result) {
  await writeFile(path.join(folder, 'final.safetensors'), packCheckpoint(result.state, ''));
  await writeFile(path.join(folder, 'result.json'), JSON.stringify(result.curve));
}
