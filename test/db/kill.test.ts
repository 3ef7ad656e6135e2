import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { storeCounts } from '@/lib/store';
import { writeBundle } from '@/lib/store/bundle';
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
