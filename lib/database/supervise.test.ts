import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { embeddedHealth } from '@/lib/database/health';
import { saveSupervision, supervise, type Supervision } from '@/lib/database/supervise';

/** A server on a clock of its own, that refuses its next starts and dies again after so many milliseconds. */
function setUp({ refusals = 0, livesFor = [] as number[] }) {
  let time = 0;
  let diesAt = 0;
  const attempts: number[] = [];
  const states: Supervision[] = [];
  const stop = new AbortController();
  const server = {
    runs: async () => time < diesAt,
    restart: async () => {
      attempts.push(time);
      if (refusals-- > 0) throw new Error('no room');
      diesAt = time + (livesFor.shift() ?? Infinity);
    },
  };
  const clock = {
    now: () => time,
    sleep: async (milliseconds: number) => {
      time += milliseconds;
    },
  };
  const until = (done: () => boolean) =>
    supervise(
      server,
      async (state) => {
        states.push(state);
        if (done()) stop.abort();
      },
      stop.signal,
      clock,
    );
  return { attempts, states, until, stop };
}

it('starts a server again at once, and waits longer before each attempt that follows a failed one', async () => {
  const { attempts, states, until } = setUp({ refusals: 8 });
  await until(() => states.at(-1)?.restarts === 1);
  expect(attempts[0]).toBe(0);
  const pauses = attempts.slice(1).map((time, index) => time - (attempts[index] ?? 0) - 500);
  expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  expect(states[0]).toEqual({ restarts: 0, away: { attempts: 0, reason: 'It ended.' } });
  expect(states.at(-2)).toEqual({ restarts: 0, away: { attempts: 8, reason: 'no room' } });
  expect(states.at(-1)).toEqual({ restarts: 1, away: null });
});

it('waits longer, too, for a server that ends soon after every start, and no longer once one lived for a minute', async () => {
  const { attempts, states, until } = setUp({ livesFor: [100, 100, 100, 90_000] });
  await until(() => states.at(-1)?.restarts === 5 && !states.at(-1)?.away);
  const gaps = attempts.slice(1).map((time, index) => time - (attempts[index] ?? 0));
  expect(gaps).toEqual([1500, 2500, 4500, 90_000]);
});

it('is told of by health where npm start named a data folder, with the room on its disk', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'mirrorscope-state-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const health = () => embeddedHealth({ MIRRORSCOPE_DATA_DIR: folder });
  expect(await health()).toMatchObject({ restarts: 0, away: null, disk: { ok: true } });
  const state = { restarts: 2, away: { attempts: 3, reason: 'no room' } };
  await saveSupervision(folder, state);
  expect(await health()).toMatchObject(state);
  await saveSupervision(folder, null);
  expect(await health()).toMatchObject({ restarts: 0, away: null });
  expect(await embeddedHealth({ MIRRORSCOPE_DATA_DIR: '' })).toBeNull();
});
