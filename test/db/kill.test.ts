import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openStore, storeCounts } from '@/lib/store';
import { writeBundle } from '@/lib/store/bundle';
import { openEmbedded } from '@/lib/database/embedded';
import { fixtureBundle } from '@/test/support/bundle';
import { migratedStore, query, startChild, temporaryFolder } from './database';

it('has no row of a bundle whose import was killed, and every row after the next', async () => {
  const { client, url } = await migratedStore();
  const folder = await temporaryFolder();
  await writeBundle(folder, fixtureBundle({ questions: 5000 }), 'test');

  const killed = startChild('test/db/children/import.ts', [url, folder]);
  await killed.said('read 3000 rows');
  // Rows are in the tables by now, seen by nobody but the transaction.
  const [{ tuples } = { tuples: 0 }] = await query<{ tuples: number }>(
    url,
    `SELECT pg_relation_size('"Question"')::int AS tuples`,
  );
  expect(tuples).toBeGreaterThan(0);
  killed.process.kill('SIGKILL');
  expect(await killed.ended).toBe('SIGKILL');
  expect(killed.output()).not.toContain('imported');
  await sleep(200);
  const empty = {
    models: 0,
    explainers: 0,
    runs: 0,
    questions: 0,
    explanations: 0,
    evaluations: 0,
    permalinks: 0,
  };
  expect(await storeCounts(client)).toEqual(empty);

  const second = startChild('test/db/children/import.ts', [url, folder]);
  expect(await second.ended).toBe(0);
  expect(await storeCounts(client)).toEqual({
    models: 2,
    explainers: 6,
    runs: 1,
    questions: 5000,
    explanations: 25_000,
    evaluations: 10,
    permalinks: 0,
  });
});

/** Numbers of the processes whose command line has `text`. */
async function processesWith(text: string): Promise<number[]> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    names.map((name) => readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '')),
  );
  return names.filter((_, index) => lines[index]?.includes(text)).map(Number);
}

it.skipIf(process.platform !== 'linux')(
  'makes no database beside an initdb that goes on after its starter was killed, and one as soon as that ends',
  async () => {
    const folder = await temporaryFolder();
    const killed = startChild('test/db/children/hold.ts', [folder]);
    let orphans: number[] = [];
    while (orphans.length === 0) orphans = await processesWith(`--pgdata=${folder}/postgres.new`);
    for (const orphan of orphans) process.kill(orphan, 'SIGSTOP');
    killed.process.kill('SIGKILL');
    expect(await killed.ended).toBe('SIGKILL');
    const opening = openEmbedded(folder);
    expect(await Promise.race([opening, sleep(4000).then(() => 'waits')])).toBe('waits');
    for (const orphan of orphans) process.kill(orphan, 'SIGCONT');
    const database = await opening;
    expect(await query(database.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await database.release();
  },
);

it('fills the store by the next npm start when the one before was killed while it did, database and all', async () => {
  const bundle = path.join(await temporaryFolder(), 'bundle');
  const { files } = await writeBundle(bundle, fixtureBundle({ questions: 5000 }), 'test');
  const folder = await temporaryFolder();
  const start = () =>
    startChild('scripts/start.mjs', ['--data-dir', folder], { DATABASE_URL: '', MIRRORSCOPE_BUNDLE: bundle });

  const killed = start();
  await killed.said('importing');
  const postmaster = await readFile(path.join(folder, 'postgres', 'postmaster.pid'), 'utf8');
  killed.process.kill('SIGKILL');
  process.kill(Number(postmaster.split('\n')[0]), 'SIGKILL');
  expect(await killed.ended).toBe('SIGKILL');
  expect(killed.output()).not.toContain('rows imported');

  const database = await openEmbedded(folder);
  const client = openStore(database.url, 1);
  try {
    expect((await storeCounts(client)).questions).toBe(0);
    const next = start();
    await next.said('rows imported');
    next.process.kill('SIGINT');
    expect(await next.ended, next.output()).toBe(0);
    expect(next.output()).toContain(`${files.reduce((sum, { rows }) => sum + rows, 0)} rows imported`);
    expect(await storeCounts(client)).toMatchObject({ questions: 5000, explanations: 25_000 });
  } finally {
    await client.$disconnect();
    await database.release();
  }
});
