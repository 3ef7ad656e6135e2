import { execFileSync } from 'node:child_process';
import path from 'node:path';

import { SingleBar } from 'cli-progress';

import { sha256Hex } from '@/lib/corpus/hash';
import type { RunPointRecord, RunRecord } from '@/lib/store/records';
import { packCheckpoint, unpackCheckpoint } from '@/lib/train/checkpoint';
import { train, type TrainingPlan } from '@/lib/train/loop';
import { type Trainer, type TrainingState } from '@/lib/train/trainer';
import { readIfPresent, writeAtomically, writeJson } from './files';

/** A finished run as a stage leaves it for the bundle. */
export interface RunArtefact {
  run: RunRecord;
  points: RunPointRecord[];
}

export interface StageRun {
  /** Artefact folder of the run. */
  folder: string;
  /** Settings and data of the run, hashed: a checkpoint of anything else is refused. */
  fingerprint: string;
  plan: TrainingPlan;
  resume: boolean;
  /** Steps between checkpoints. */
  saveEvery?: number;
  fresh(): TrainingState;
  trainer(state: TrainingState): Trainer;
}

/**
 * Trains with a progress bar, checkpoints in the artefact folder and Ctrl-C that saves. Returns the final state and
 * the curve, or null when it was stopped; `--resume` then continues on the same curve.
 */
export async function runTraining(
  stage: StageRun,
): Promise<{ state: TrainingState; curve: [number, number][] } | null> {
  const file = path.join(stage.folder, 'checkpoint.safetensors');
  const lossFile = path.join(stage.folder, 'losses.json');
  const saved = stage.resume ? await readIfPresent(file) : null;
  const state = saved ? unpackCheckpoint(saved, stage.fingerprint) : stage.fresh();
  const losses = saved ? await readLosses(lossFile, state.step) : [];
  const trainer = stage.trainer(state);
  const stop = new AbortController();
  const onInterrupt = () => stop.abort();
  process.once('SIGINT', onInterrupt);
  const bar = new SingleBar({
    format: '{bar} {value}/{total} | loss {loss} | {rate} steps/s | {eta_formatted} left',
    noTTYOutput: true,
    notTTYSchedule: 10_000,
  });
  bar.start(stage.plan.steps, state.step, { loss: '-', rate: '-' });
  const began = performance.now();
  try {
    const finished = await train(trainer, stage.plan, state.step, {
      signal: stop.signal,
      saveEvery: stage.saveEvery,
      onStep({ step, loss }) {
        losses.push(loss);
        if (step % WINDOW === 0 || step === stage.plan.steps) {
          const rate = ((step - state.step) * 1000) / (performance.now() - began);
          bar.update(step, { loss: curveOf(losses).at(-1)?.[1].toFixed(4), rate: rate.toFixed(1) });
        }
      },
      async save(current) {
        // Losses first: those beyond the checkpoint are dropped when a killed run goes on, missing ones are not made up.
        await writeJson(lossFile, losses);
        await writeAtomically(file, packCheckpoint(current.state(), stage.fingerprint));
      },
    });
    bar.stop();
    if (!finished) {
      console.log(`stopped and saved; continue with --resume`);
      return null;
    }
    return { state: trainer.state(), curve: curveOf(losses) };
  } finally {
    bar.stop();
    process.removeListener('SIGINT', onInterrupt);
    await trainer.dispose();
  }
}

/** Steps that one point of the curve is the mean of. */
const WINDOW = 25;

/** Mean loss of each window of steps, by its last step. */
function curveOf(losses: readonly number[]): [number, number][] {
  const curve: [number, number][] = [];
  for (let from = 0; from < losses.length; from += WINDOW) {
    const window = losses.slice(from, from + WINDOW);
    const mean = window.reduce((sum, loss) => sum + loss, 0) / window.length;
    curve.push([from + window.length, Math.round(mean * 1e5) / 1e5]);
  }
  return curve;
}

/** The losses of the steps that a checkpoint has behind it. */
async function readLosses(file: string, steps: number): Promise<number[]> {
  const bytes = await readIfPresent(file);
  const losses = bytes ? (JSON.parse(new TextDecoder().decode(bytes)) as number[]) : [];
  if (losses.length < steps)
    throw new Error(`${file} does not hold the losses of the ${steps} steps taken; start without --resume`);
  return losses.slice(0, steps);
}

/** Hash of anything that JSON can say, 12 hex digits: names data and runs. */
export function hashOf(content: unknown): string {
  return sha256Hex(typeof content === 'string' ? content : JSON.stringify(content)).slice(0, 12);
}

/** The commit that the code stands at, or `unknown` outside a checkout. */
export function codeVersion(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short=12', 'HEAD'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return 'unknown';
  }
}
