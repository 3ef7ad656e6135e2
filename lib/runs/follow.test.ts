import { appendFile, mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { followed, findRunFolder, runFolders } from './folder';
import { followRun, type Told } from './follow';
import type { BegunRun } from './record';

let artefacts: string;
let folder: string;
beforeEach(async () => {
  artefacts = await mkdtemp(path.join(os.tmpdir(), 'runs-'));
  folder = path.join(artefacts, 'train', 'an-explainer');
  await mkdir(folder, { recursive: true });
  await begin(null);
});
afterEach(() => rm(artefacts, { recursive: true }));

const begin = (ended: BegunRun['ended']) =>
  writeFile(
    path.join(folder, 'run.json'),
    JSON.stringify({
      ...{ subjectId: 'an-explainer', kind: 'train', seed: 1, steps: 100, command: 'npm run lab -- train' },
      ...{ startedAt: '2026-01-01T00:00:00Z', heldOut: 'wrong', ended },
    } satisfies BegunRun),
  );
const metrics = () => path.join(folder, 'metrics.jsonl');
/** Lines of steps whose loss is their number. */
const steps = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i)
    .map((step) => `${JSON.stringify({ step, loss: step, milliseconds: 200 })}\n`)
    .join('');
const follow = (from = 0, signal = new AbortController().signal) =>
  followRun(artefacts, 'an-explainer', from, signal, 5);
const next = async (run: AsyncGenerator<Told>) => (await run.next()).value as Told;

describe('a run that is followed', () => {
  it('tells the means of 25 steps and what was held out, then what is added, until it ends', async () => {
    await writeFile(metrics(), `${steps(1, 30)}{"step":30,"heldOut":0.5}\n`);
    const run = follow();
    expect(await next(run)).toEqual({
      points: [
        { name: 'loss', step: 25, value: 13 },
        { name: 'heldOutWrong', step: 30, value: 0.5 },
      ],
      step: 30,
      millisecondsPerStep: 200,
      state: 'running',
    });
    await appendFile(metrics(), steps(31, 50));
    expect((await next(run)).points).toEqual([{ name: 'loss', step: 50, value: 38 }]);
    await appendFile(metrics(), steps(51, 100));
    await begin('finished');
    const told: Told[] = [];
    for await (const news of run) told.push(news);
    expect(told.flatMap(({ points }) => points.map(({ step }) => step))).toEqual([75, 100]);
    expect(told.at(-1)).toMatchObject({ step: 100, state: 'finished' });
  });

  it('gives one who was cut off all from the last step that they know', async () => {
    await writeFile(metrics(), steps(1, 75));
    const { points } = await next(follow(50));
    expect(points.map(({ step }) => step)).toEqual([50, 75]);
  });

  it('takes no half line for a step, and reads again from the start when a run goes on from a checkpoint', async () => {
    await writeFile(metrics(), `${steps(1, 50)}{"step":51,"lo`);
    const run = follow();
    expect(await next(run)).toMatchObject({ step: 50 });
    await writeFile(metrics(), steps(1, 25));
    const again = await next(run);
    expect(again.points).toEqual([{ name: 'loss', step: 25, value: 13 }]);
    await run.return(undefined);
  });

  it('ends when nobody follows any more', async () => {
    await writeFile(metrics(), steps(1, 25));
    const left = new AbortController();
    const run = follow(0, left.signal);
    await next(run);
    left.abort();
    expect((await run.next()).done).toBe(true);
  });

  it('is silent when it wrote nothing for long and did not end', async () => {
    await writeFile(metrics(), steps(1, 25));
    await utimes(metrics(), new Date(), new Date(Date.now() - 10 * 60_000));
    const told: Told[] = [];
    for await (const news of follow()) told.push(news);
    expect(told.map(({ state }) => state)).toEqual(['silent']);
  });
});

describe('the runs of a machine', () => {
  it('are those that say what they are, looked up by name alone', async () => {
    await mkdir(path.join(artefacts, 'train', 'broken'));
    await writeFile(path.join(artefacts, 'train', 'broken', 'run.json'), '{');
    await writeFile(metrics(), steps(1, 3));
    const runs = await runFolders(artefacts);
    expect(await Promise.all(runs.map(followed))).toMatchObject([
      { subjectId: 'an-explainer', step: 3, state: 'running', millisecondsPerStep: 200 },
    ]);
    expect(await findRunFolder(artefacts, '../train/an-explainer')).toBeNull();
    expect(await runFolders(path.join(artefacts, 'nowhere'))).toEqual([]);
  });
});
