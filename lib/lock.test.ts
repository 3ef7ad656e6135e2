import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { withLock } from '@/lib/lock';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'mirrorscope-lock-'));
  file = path.join(folder, 'lock');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Starts a Node program; resolves once it printed something. */
async function start(args: string[]): Promise<{ child: ChildProcess; ended: Promise<unknown> }> {
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return { child, ended };
}

it('lets one holder in at a time', async () => {
  let inside = 0;
  let most = 0;
  const hold = async (name: number) => {
    most = Math.max(most, ++inside);
    await sleep(20);
    inside--;
    return name;
  };
  expect(await Promise.all([1, 2, 3, 4].map((name) => withLock(file, () => hold(name))))).toEqual([
    1, 2, 3, 4,
  ]);
  expect(most).toBe(1);
  // The same counting on work that no lock keeps apart.
  await Promise.all([1, 2].map(hold));
  expect(most).toBe(2);
});

it('lets go when the work fails', async () => {
  await expect(withLock(file, () => Promise.reject(new Error('work')))).rejects.toThrow('work');
  expect(await withLock(file, async () => 'free')).toBe('free');
});

it('says who holds it when its patience ends', async () => {
  await withLock(file, async () => {
    await expect(withLock(file, async () => undefined, 100)).rejects.toThrow(
      `is held by process ${process.pid}, or one that it started`,
    );
  });
});

it('lets one of six processes in at a time, over and over, while holders are killed', async () => {
  const journal = path.join(folder, 'journal');
  const script = path.resolve(import.meta.dirname, '../test/support/lock-child.ts');
  const deaths = [];
  for (let round = 0; round < 3; round++) {
    const children = await Promise.all(
      Array.from({ length: 6 }, () => start(['--import', 'tsx', script, file, journal, '4', '60'])),
    );
    for (const { child } of children) child.stdin?.write('go');
    deaths.push(...(await Promise.all(children.map(({ ended }) => ended))).filter((end) => end !== 0));
  }
  const lines = (await readFile(journal, 'utf8')).trim().split('\n');
  // Whoever comes in goes out or dies before the next one comes in.
  const overlaps = lines.filter((line, at) => {
    const [what, who] = line.split(' ');
    const [before, whoBefore] = (lines[at - 1] ?? 'out').split(' ');
    return what === 'in' ? before === 'in' : before !== 'in' || whoBefore !== who;
  });
  expect(overlaps).toEqual([]);
  expect(deaths.length).toBe(lines.filter((line) => line.startsWith('dies')).length);
  expect(deaths.length).toBeGreaterThan(3);
});

it('is held by a program that a killed holder left behind, until that ends', async () => {
  const done = path.join(folder, 'done');
  const orphan = `setTimeout(() => require('fs').writeFileSync(${JSON.stringify(done)}, ''), 700)`;
  const holder = `
    import { spawn } from 'node:child_process';
    import { withLock } from '@/lib/lock';
    await withLock(${JSON.stringify(file)}, async (descriptor) => {
      spawn(process.execPath, ['-e', ${JSON.stringify(orphan)}], { stdio: ['ignore', 'ignore', 'ignore', descriptor] });
      console.log('holds');
      await new Promise(() => setTimeout(() => {}, 60_000));
    });`;
  const { child, ended } = await start(['--import', 'tsx', '--input-type=module', '-e', holder]);
  child.kill('SIGKILL');
  expect(await ended).toBe('SIGKILL');
  expect(await withLock(file, () => readFile(done, 'utf8'))).toBe('');
});
