import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openStore } from '@/lib/store';
import { writeBundle } from '@/lib/store/bundle';
import { diskOf } from '@/lib/database/disk';
import { openEmbedded } from '@/lib/database/embedded';
import { embeddedHealth } from '@/lib/database/health';
import { checkHealth } from '@/lib/store/health';
import { migrate, readMigrations } from '@/lib/store/migrate';
import { fixtureBundle } from '@/test/support/bundle';
import { root, startChild, temporaryFolder } from './database';

const mount = (folder: string, megabytes: number) =>
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', folder], {
    stdio: 'ignore',
  });
const unmount = (folder: string) => execFileSync('umount', ['--lazy', folder]);

/** Whether this user may mount a small disk, which takes root, and in a container more than that. */
function mayMount(): boolean {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'mirrorscope-mount-'));
  try {
    mount(folder, 1);
    unmount(folder);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function smallDisk(megabytes: number): Promise<string> {
  const folder = await temporaryFolder();
  mount(folder, megabytes);
  onTestFinished(() => void unmount(folder));
  return folder;
}

/** Fills a disk up to so many megabytes; removing the file that is returned makes room again. */
async function fill(folder: string, leave: number): Promise<string> {
  const file = path.join(folder, 'filler');
  const { freeMegabytes = 0 } = (await diskOf(folder)) ?? {};
  await writeFile(file, Buffer.alloc((freeMegabytes - leave) * 1024 * 1024));
  return file;
}

const FULL = /The disk that holds \S+ is full \(\d+ MB free\): make room on it, or choose a folder/;

describe.skipIf(!mayMount())('a full disk', () => {
  it.each([1, 20, 40])('of %i MB is named where no database fits onto it', async (size) => {
    const folder = await smallDisk(size);
    await expect(openEmbedded(path.join(folder, 'data'))).rejects.toThrow(FULL);
  });

  it('is named by npm start in one line when it fills while the store is filled', async () => {
    const folder = await smallDisk(200);
    await (await openEmbedded(folder)).release();
    await fill(folder, 12);
    const bundle = path.join(await temporaryFolder(), 'bundle');
    await writeBundle(bundle, fixtureBundle({ questions: 5000 }), 'test');
    const child = startChild('scripts/start.mjs', ['--data-dir', folder], {
      DATABASE_URL: '',
      MIRRORSCOPE_BUNDLE: bundle,
    });
    expect(await child.ended).toBe(1);
    expect(child.output().trim().split('\n').at(-1)).toMatch(FULL);
    expect(child.output()).not.toMatch(/^\s+at /m);
  });

  it('makes health yellow under a server that runs, and green again once there is room', async () => {
    const folder = await smallDisk(200);
    const database = await openEmbedded(folder);
    const migrations = await readMigrations(path.join(root, 'prisma/migrations'));
    await migrate(database.url, migrations);
    const client = openStore(database.url, 1);
    const health = async () =>
      checkHealth(client, migrations, null, await embeddedHealth({ MIRRORSCOPE_DATA_DIR: folder }));
    try {
      expect(await health()).toMatchObject({ status: 'green', embedded: { disk: { ok: true } } });
      const filler = await fill(folder, 2);
      expect(await health()).toMatchObject({
        status: 'yellow',
        database: { ok: true },
        embedded: { disk: { ok: false } },
      });
      await rm(filler);
      expect(await health()).toMatchObject({ status: 'green' });
    } finally {
      await client.$disconnect();
      await database.release();
    }
  });
});
