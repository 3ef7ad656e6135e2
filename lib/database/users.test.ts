import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { identify, Users } from '@/lib/database/users';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'mirrorscope-users-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('counts the users that live and forgets the dead, and those whose number another process has by now', async () => {
  const users = new Users(folder);
  await users.add();
  const dead = spawnSync(process.execPath, ['-e', '']).pid;
  await writeFile(path.join(folder, String(dead)), String(dead));
  await writeFile(path.join(folder, '1'), '1 12345');
  await writeFile(path.join(folder, String(process.ppid)), identify(process.ppid) ?? '');
  expect(await users.remove()).toBe(1);
  expect(await readdir(folder)).toEqual([String(process.ppid)]);
  expect(await readFile(path.join(folder, String(process.ppid)), 'utf8')).toBe(identify(process.ppid));
});
