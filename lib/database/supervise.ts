import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { reasonOf } from '@/lib/fault';

/** A server that can be looked after. */
export interface Supervised {
  runs(): Promise<boolean>;
  /** Starts it again where it was; rejects where that fails. */
  restart(): Promise<void>;
}

/** What became of a supervised server so far. */
export interface Supervision {
  /** How often it was started again. */
  restarts: number;
  /** Set while it is away: failed attempts so far, and why the last one failed. */
  away: { attempts: number; reason: string } | null;
}

export interface Clock {
  now(): number;
  /** Ends early when aborted. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

const CLOCK: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) => delay(milliseconds, undefined, { signal }).catch(() => undefined),
};

const LOOK_EVERY = 500;
const LONGEST_WAIT = 30_000;
/** A server that lived this long did not die of its start. */
const STABLE_AFTER = 60_000;

/**
 * Starts a server again whenever it ended, until `stop`: at once the first time, and after 1, 2, 4, … 30 seconds where
 * that fails or it ends again soon. It never gives up: a disk that is full today may have room tomorrow.
 */
export async function supervise(
  server: Supervised,
  changed: (state: Supervision) => Promise<void>,
  stop: AbortSignal,
  clock = CLOCK,
): Promise<void> {
  let state: Supervision = { restarts: 0, away: null };
  let wait = 0;
  let lastAttempt = -Infinity;
  for (; !stop.aborted; await clock.sleep(LOOK_EVERY, stop)) {
    if (await server.runs()) continue;
    if (clock.now() - lastAttempt > STABLE_AFTER) wait = 0;
    const attempts = state.away?.attempts ?? 0;
    if (!state.away) {
      state = { ...state, away: { attempts, reason: 'It ended.' } };
      await changed(state);
    }
    await clock.sleep(wait, stop);
    if (stop.aborted) return;
    try {
      await server.restart();
      state = { restarts: state.restarts + 1, away: null };
    } catch (error) {
      state = { ...state, away: { attempts: attempts + 1, reason: reasonOf(error) } };
    }
    lastAttempt = clock.now();
    wait = Math.min(Math.max(1000, 2 * wait), LONGEST_WAIT);
    await changed(state);
  }
}

const fileOf = (dataDir: string) => path.join(dataDir, 'supervision.json');

/** Keeps the state where the server process finds it; null removes it. A full disk refuses it, which changes nothing. */
export async function saveSupervision(dataDir: string, state: Supervision | null): Promise<void> {
  const file = fileOf(dataDir);
  try {
    if (state === null) return await rm(file, { force: true });
    await writeFile(`${file}.new`, JSON.stringify(state));
    await rename(`${file}.new`, file);
  } catch {
    // Told to the terminal as well.
  }
}

export async function readSupervision(dataDir: string): Promise<Supervision | null> {
  try {
    return JSON.parse(await readFile(fileOf(dataDir), 'utf8')) as Supervision;
  } catch {
    return null;
  }
}
