import { execFileSync } from 'node:child_process';
import path from 'node:path';

import { SingleBar } from 'cli-progress';

import { sha256Hex } from '@/lib/hash';
import { RUN_FILES, type BegunRun } from '@/lib/runs/record';
import type { RunPointRecord, RunRecord } from '@/lib/store/records';
import { checkpointBytes } from '@/lib/train/checkpoint';
import type { HeldOut } from '@/lib/train/early-stop';
import type { Segments } from '@/lib/train/language-model';
import { train, type TrainingPlan } from '@/lib/train/loop';
import { curveOf, WINDOW, type StepMetrics } from '@/lib/train/metrics';
import type { Trainer, TrainingState } from '@/lib/train/trainer';
import {
  checkFolder,
  isOutOfRoom,
  readBest,
  readNewest,
  removeCheckpoints,
  saveBest,
  saveCheckpoint,
  type CheckpointFolder,
} from './checkpoints';
import { onInterrupt } from './interrupt';
import { writeJson } from './files';
import { MetricsWriter, readMetrics } from './metrics';

/** A finished run as a stage leaves it for the bundle. */
export interface RunArtefact {
  run: RunRecord;
  points: RunPointRecord[];
}

export interface StageRun {
  /** What the run says of itself to those who follow it, beside its steps. */
  about: Omit<BegunRun, 'steps' | 'startedAt' | 'ended'>;
  /** Artefact folder of the run: checkpoints, and `metrics.jsonl` with a line for each step and evaluation. */
  folder: string;
  /** Settings, data and base of the run, hashed: a checkpoint of anything else is refused. */
  fingerprint: string;
  plan: TrainingPlan<Segments>;
  resume: boolean;
  /** Steps between checkpoints; 250 unless given. */
  saveEvery?: number;
  /** How many of the last checkpoints are kept; 2 unless given. */
  keep?: number;
  fresh(): TrainingState;
  trainer(state: TrainingState): Trainer<Segments>;
}

export interface FinishedRun {
  /** The last state; with early stopping the one of the lowest held-out loss. */
  state: TrainingState;
  /** Mean training loss of each window of steps, by its last step. */
  curve: [number, number][];
  heldOut: readonly HeldOut[];
  /** The record of every step. */
  steps: readonly StepMetrics[];
}

/**
 * Trains with a progress bar, metrics, checkpoints in the artefact folder and Ctrl-C that saves. Returns null when it was
 * stopped; `--resume` then continues on the same curve from the newest checkpoint that is whole.
 *
 * Throws an Error with one clear line when the folder cannot hold the checkpoints (before it trains, where that can be
 * known), or a step breaks; the checkpoints written so far stay.
 */
export async function runTraining(stage: StageRun): Promise<FinishedRun | null> {
  const { plan, folder } = stage;
  const at: CheckpointFolder = { folder, fingerprint: stage.fingerprint, keep: stage.keep ?? 2 };
  const saved = stage.resume ? await readNewest(at, console.log) : null;
  const state = saved ?? stage.fresh();
  // One more than are kept is there while it is written, and beside them the best one.
  await checkFolder(folder, checkpointBytes(state) * (at.keep + (plan.heldOut ? 3 : 1)));
  const file = path.join(folder, RUN_FILES.metrics);
  const record = saved ? await readMetrics(file, state.step) : { steps: [], heldOut: [] };
  if (!saved) await removeCheckpoints(folder);
  const metrics = await MetricsWriter.open(file, record);
  const begun = { ...stage.about, steps: plan.steps, startedAt: new Date().toISOString() };
  const tell = (ended: BegunRun['ended']) =>
    writeJson(path.join(folder, RUN_FILES.begun), { ...begun, ended } satisfies BegunRun);
  await tell(null);
  const trainer = stage.trainer(state);
  const interrupt = onInterrupt();
  const bar = progressBar(plan.steps, state.step);
  let safe = state.step;
  let began = performance.now();
  let ended: BegunRun['ended'] = 'stopped';
  try {
    const ending = await train(
      trainer,
      plan,
      { step: state.step, heldOut: record.heldOut },
      {
        signal: interrupt.signal,
        saveEvery: stage.saveEvery,
        onStep({ step, loss, parts, gradientNorm, size: tokens }, learningRate) {
          const now = performance.now();
          const entry = {
            step,
            loss,
            gradientNorm,
            learningRate,
            tokens,
            milliseconds: Math.round(now - began),
            ...partsOf(plan.parts?.(step - 1), parts),
          };
          began = now;
          record.steps.push(entry);
          metrics.append(entry);
          bar.show(record.steps);
        },
        async onHeldOut(held, best) {
          record.heldOut.push(held);
          metrics.append({ step: held.step, heldOut: held.loss });
          if (best && plan.heldOut?.stopping) await saveBest(at, trainer.state());
        },
        async save(current) {
          // Metrics first: those beyond the checkpoint are dropped when a killed run goes on, missing ones are not made up.
          metrics.sync();
          const taken = current.state();
          await saveCheckpoint(at, taken);
          safe = taken.step;
        },
      },
    );
    bar.stop();
    if (ending === 'interrupted') {
      console.log(`stopped and saved; continue with --resume`);
      return null;
    }
    ended = 'finished';
    if (ending === 'early') console.log(`stopped early: the held-out loss falls no more`);
    return {
      state: plan.heldOut?.stopping ? await readBest(at) : trainer.state(),
      curve: curveOf(record.steps.map(({ loss }) => loss)),
      steps: record.steps,
      heldOut: record.heldOut,
    };
  } catch (cause) {
    if (!isOutOfRoom(cause)) throw cause;
    throw new Error(
      `no room is left in ${folder} after step ${record.steps.length}; the last checkpoint is that of step ${safe}. Make room and continue with --resume`,
      { cause },
    );
  } finally {
    bar.stop();
    interrupt.ignore();
    metrics.close();
    await trainer.dispose();
    // Where there is no room, what is seen is that nothing more comes.
    await tell(ended).catch(() => undefined);
  }
}

function progressBar(total: number, from: number) {
  const bar = new SingleBar({
    format: '{bar} {value}/{total} | loss {loss} | {rate} tokens/s | {eta_formatted} left',
    etaBuffer: 2 * WINDOW,
    noTTYOutput: true,
    notTTYSchedule: 10_000,
  });
  bar.start(total, from, { loss: '-', rate: '-' });
  return {
    show(steps: readonly StepMetrics[]) {
      const recent = steps.slice(-WINDOW);
      const sum = (key: 'loss' | 'tokens' | 'milliseconds') =>
        recent.reduce((total, entry) => total + entry[key], 0);
      const rate = Math.round((sum('tokens') * 1000) / Math.max(1, sum('milliseconds')));
      bar.update(steps.length, { loss: (sum('loss') / recent.length).toFixed(4), rate });
    },
    stop: () => bar.stop(),
  };
}

function partsOf(names: readonly string[] | undefined, parts: readonly number[]): Pick<StepMetrics, 'parts'> {
  return names ? { parts: Object.fromEntries(names.map((name, i) => [name, parts[i]!])) } : {};
}

/** Hash of a text or of anything that JSON can say, 12 hex digits: names data and runs. For bytes there is `sha256Hex`. */
export function hashOf<T>(content: T extends ArrayBufferView ? never : T): string {
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
