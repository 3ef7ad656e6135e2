/**
 * Trains a tiny model, for the test that kills it. Usage: train-child.ts KIND FOLDER STEPS; says `step N` before each step
 * and leaves final.safetensors and result.json when it is done.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runTraining } from '@/cli/training';
import { packCheckpoint } from '@/lib/train/checkpoint';
import { tinyStage, type TinyKind } from './tiny-stage';

const [kind, folder, steps] = process.argv.slice(2) as [TinyKind, string, string];
const stage = tinyStage(kind, folder, Number(steps));
const result = await runTraining({
  ...stage,
  plan: {
    ...stage.plan,
    batch(step, micro) {
      if (micro === (stage.plan.microBatches ?? 1) - 1) {
        process.stdout.write(`step ${step + 1}\n`);
        // Long enough that the signal comes within a few steps.
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
      }
      return stage.plan.batch(step, micro);
    },
  },
});
if (result) {
  await writeFile(path.join(folder, 'final.safetensors'), packCheckpoint(result.state, ''));
  await writeFile(path.join(folder, 'result.json'), JSON.stringify(result.curve));
}
