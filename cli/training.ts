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
  const curveFile = path.join(stage.folder, 'curve.json');
  const saved = stage.resume ? await readIfPresent(file) : null;
  const state = saved ? unpackCheckpoint(saved, stage.fingerprint) : stage.fresh();
  const curve: [number, number][] = saved ? await readCurve(curveFile, state.step) : [];
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
  const recent: number[] = [];
  try {
    const finished = await train(trainer, stage.plan, state.step, {
      signal: stop.signal,
      onStep({ step, loss }) {
        recent.push(loss);
        if (step % 25 === 0 || step === stage.plan.steps) {
          const mean = recent.reduce((sum, x) => sum + x, 0) / recent.length;
          curve.push([step, Math.round(mean * 1e5) / 1e5]);
          recent.length = 0;
          const rate = ((step - state.step) * 1000) / (performance.now() - began);
          bar.update(step, { loss: mean.toFixed(4), rate: rate.toFixed(1) });
        }
      },
      async save(current) {
        await writeJson(curveFile, curve);
        await writeAtomically(file, packCheckpoint(current.state(), stage.fingerprint));
      },
    });
    bar.stop();
    if (!finished) {
      console.log(`stopped and saved; continue with --resume`);
      return null;
    }
    return { state: trainer.state(), curve };
  } finally {
    bar.stop();
    process.removeListener('SIGINT', onInterrupt);
    await trainer.dispose();
  }
}

async function readCurve(file: string, upTo: number): Promise<[number, number][]> {
  const bytes = await readIfPresent(file);
  const curve = bytes ? (JSON.parse(new TextDecoder().decode(bytes)) as [number, number][]) : [];
  return curve.filter(([step]) => step <= upTo);
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
