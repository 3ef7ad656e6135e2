import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { identify, Users, withLock } from '@/lib/store/lock';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'mirrorscope-lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const endedProcess = () => spawnSync(process.execPath, ['-e', '']).pid;

it('lets one holder in at a time, and the file go with the last', async () => {
  const file = path.join(folder, 'lock');
  let inside = 0;
  let most = 0;
  const done = await Promise.all(
    [1, 2, 3, 4].map((name) =>
      withLock(file, async () => {
        most = Math.max(most, ++inside);
        await sleep(20);
        inside--;
        return name;
      }),
    ),
  );
  expect(done).toEqual([1, 2, 3, 4]);
  expect(most).toBe(1);
  expect(await readdir(folder)).toEqual([]);
});

it('lets go when the work fails', async () => {
  const file = path.join(folder, 'lock');
  await expect(withLock(file, () => Promise.reject(new Error('work')))).rejects.toThrow('work');
  expect(await withLock(file, async () => 'free')).toBe('free');
});

it('takes over from a process that ended, also where another has its number by now', async () => {
  const file = path.join(folder, 'lock');
  await writeFile(file, String(endedProcess()));
  expect(await withLock(file, async () => 'taken')).toBe('taken');
  await writeFile(file, `${process.pid} 12345`);
  expect(await withLock(file, async () => 'taken')).toBe('taken');
  await writeFile(file, '');
  expect(await withLock(file, async () => 'taken')).toBe('taken');
});

it('says who holds it when its patience ends', async () => {
  const file = path.join(folder, 'lock');
  await writeFile(file, identify(process.pid) ?? '');
  await expect(withLock(file, async () => undefined, 150)).rejects.toThrow(
    `is held by process ${process.pid}`,
  );
});

it('counts the users that live and forgets the dead', async () => {
  const users = new Users(path.join(folder, 'users'));
  await users.add();
  const dead = endedProcess();
  await writeFile(path.join(folder, 'users', String(dead)), String(dead));
  await writeFile(path.join(folder, 'users', String(process.ppid)), identify(process.ppid) ?? '');
  expect(await users.remove()).toBe(1);
  expect(await readdir(path.join(folder, 'users'))).toEqual([String(process.ppid)]);
  expect(await readFile(path.join(folder, 'users', String(process.ppid)), 'utf8')).toBe(
    identify(process.ppid),
  );
});
