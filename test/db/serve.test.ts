import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openEmbedded } from '@/lib/database/embedded';
import { freePort } from '@/lib/database/port';
import { identify } from '@/lib/database/users';
import type { Health } from '@/lib/store/health';
import { writeBundle } from '@/lib/store/bundle';
import { fixtureBundle } from '@/test/support/bundle';
import { type Child, startProgram, temporaryFolder } from './database';

/** `npm start` on a store of its own, ready. */
interface Site {
  child: Child;
  address: string;
  /** Number of the database's process. */
  postmaster(): Promise<number>;
  health(): Promise<{ status: number; body: Health } | null>;
}

let dataDir: string;
let bundle: string;
beforeEach(async () => {
  dataDir = await temporaryFolder();
  bundle = path.join(await temporaryFolder(), 'bundle');
  await writeBundle(bundle, fixtureBundle(), 'test');
});
// A test that failed half-way must not leave a server behind.
afterEach(async () => {
  await (await openEmbedded(dataDir)).release();
});

async function start(command: string, before: string[]): Promise<Site> {
  const port = await freePort();
  const child = startProgram(command, [...before, '--port', String(port), '--data-dir', dataDir], {
    DATABASE_URL: '',
    MIRRORSCOPE_BUNDLE: bundle,
    LOG_LEVEL: 'silent',
  });
  await child.said('is ready at');
  const address = `http://127.0.0.1:${port}`;
  return {
    child,
    address,
    postmaster: async () =>
      Number((await readFile(path.join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]),
    health: () =>
      fetch(`${address}/api/health`).then(
        async (response) => ({ status: response.status, body: (await response.json()) as Health }),
        () => null,
      ),
  };
}

const byNpm = () => start('npm', ['start', '--']);
const byNode = () => start(process.execPath, ['scripts/start.mjs']);

async function within(milliseconds: number, done: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + milliseconds; !(await done()); await sleep(100))
    if (Date.now() > deadline) throw new Error(`not within ${milliseconds} ms`);
}

it.each(['SIGTERM', 'SIGKILL'] as const)(
  'ends server and database, too, when npm is ended by %s',
  async (signal) => {
    const site = await byNpm();
    const postmaster = await site.postmaster();
    site.child.process.kill(signal);
    await within(15_000, async () => identify(postmaster) === null && (await site.health()) === null);
  },
);

it.skipIf(process.platform !== 'linux')(
  'ends a server that hangs, and the database after it, at a second SIGTERM',
  async () => {
    const site = await byNode();
    const main = site.child.process.pid;
    const postmaster = await site.postmaster();
    const server = Number((await readFile(`/proc/${main}/task/${main}/children`, 'utf8')).trim());
    process.kill(server, 'SIGSTOP');
    site.child.process.kill('SIGTERM');
    // Two that come together are one press of Ctrl-C, passed on twice.
    site.child.process.kill('SIGTERM');
    await sleep(1000);
    expect(site.child.process.exitCode).toBeNull();
    const begun = Date.now();
    site.child.process.kill('SIGTERM');
    expect(await site.child.ended, site.child.output()).toBe(0);
    // Without it, eight seconds are waited for the server.
    expect(Date.now() - begun).toBeLessThan(5_000);
    expect([server, postmaster].map(identify)).toEqual([null, null]);
  },
);

it('starts a database that was killed again under the server, says so in health, and shows pages as before', async () => {
  const site = await byNode();
  for (const restarts of [1, 2]) {
    const postmaster = await site.postmaster();
    process.kill(postmaster, 'SIGKILL');
    // The second time a second is waited first, which nobody can miss.
    if (restarts === 2)
      await within(5_000, async () => {
        const health = await site.health();
        return health?.status === 503 && health.body.embedded?.away?.reason === 'It ended.';
      });
    await within(30_000, async () => {
      const health = await site.health();
      return health?.body.status === 'green' && health.body.embedded?.restarts === restarts;
    });
    expect(await site.postmaster()).not.toBe(postmaster);
    expect((await fetch(site.address)).status).toBe(200);
  }
  expect(site.child.output()).toContain('The database ended: starting it again.');
  site.child.process.kill('SIGTERM');
  expect(await site.child.ended).toBe(0);
});
