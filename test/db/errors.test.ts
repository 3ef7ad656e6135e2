import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { openStore, type StoreClient } from '@/lib/store';
import { isStoreAway } from '@/lib/store/errors';
import { migratedStore } from './database';

/** What a query fails with. */
const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => expect.unreachable('the query did not fail'),
    (error: unknown) => error,
  );

function open(url: string): StoreClient {
  const client = openStore(url, 1);
  onTestFinished(() => client.$disconnect());
  return client;
}

it('takes a database that cannot be reached, or that goes away meanwhile, for away', async () => {
  const refused = open('postgresql://u@127.0.0.1:1/none');
  expect(isStoreAway(await failureOf(refused.meta.findMany()))).toBe(true);
  expect(isStoreAway(await failureOf(refused.$queryRaw`SELECT 1`))).toBe(true);

  const silent = createServer(() => undefined).listen(0, '127.0.0.1');
  onTestFinished(() => void silent.close());
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const unanswered = open(`postgresql://u@127.0.0.1:${port}/none`);
  expect(isStoreAway(await failureOf(unanswered.meta.findMany()))).toBe(true);

  const { client, url } = await migratedStore();
  const ended = failureOf(open(url).$queryRaw`SELECT pg_sleep(30)`);
  const end = () =>
    client.$executeRaw`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE query LIKE '%pg_sleep(30)%' AND pid <> pg_backend_pid() AND datname = current_database()`;
  await expect.poll(end).toBe(1);
  expect(isStoreAway(await ended)).toBe(true);
});

it('takes a pool whose connections are all busy for away', async () => {
  const { url } = await migratedStore();
  const pool = open(url);
  // A query is sent when somebody waits for it.
  const busy = pool.$queryRaw`SELECT 1 FROM pg_sleep(7)`.then(() => undefined);
  expect(isStoreAway(await failureOf(pool.meta.findMany()))).toBe(true);
  await busy;
});

it('takes no mistake for a database that is away', async () => {
  const { client } = await migratedStore();
  await client.$executeRaw`DROP TABLE "Meta"`;
  const mistakes = [
    client.$queryRawUnsafe('SELECT nonsense'),
    client.permalink.findMany({ where: { view: 'a\0b' } }),
    client.meta.findMany(),
  ];
  for (const mistake of mistakes) expect(isStoreAway(await failureOf(mistake))).toBe(false);
  expect(isStoreAway(new TypeError('Cannot read properties of undefined'))).toBe(false);
});
