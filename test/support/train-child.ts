/**
 * Trains a tiny model, for the test that kills it. Usage: train-child.ts KIND FOLDER STEPS [AT SIGNAL]; says `step N` before
 * each step, gives SIGNAL time to come from step AT on, and leaves final.safetensors and result.json when it is done.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runTraining } from '@/cli/training';
import { packCheckpoint } from '@/lib/train/checkpoint';
import { tinyStage, type TinyKind } from './tiny-stage';

const [kind, folder, steps, at, signal] = process.argv.slice(2) as [
  TinyKind,
  string,
  string,
  string?,
  string?,
];
const pause = (milliseconds: number) =>
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
const stage = tinyStage(kind, folder, Number(steps));
const result = await runTraining({
  ...stage,
  plan: {
    ...stage.plan,
    batch(step, micro) {
      if (micro === (stage.plan.microBatches ?? 1) - 1) {
        process.stdout.write(`step ${step + 1}\n`);
        // However busy the machine is, the signal comes before the last step. SIGKILL needs nobody to hear it; Ctrl-C is
        // heard between two steps.
        if (signal === 'SIGKILL' && step + 1 === Number(at)) pause(100_000);
        if (signal === 'SIGINT' && step + 1 >= Number(at)) pause(300);
      }
      return stage.plan.batch(step, micro);
    },
  },
});
if (result) {
  await writeFile(path.join(folder, 'final.safetensors'), packCheckpoint(result.state, ''));
  await writeFile(path.join(folder, 'result.json'), JSON.stringify(result.curve));
}
