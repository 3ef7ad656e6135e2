import { expect, it } from 'vitest';
import { openStore } from '@/lib/store';
import { readManifest, writeBundle } from '@/lib/store/bundle';
import { checkHealth } from '@/lib/store/health';
import { importBundle } from '@/lib/store/import';
import { readMigrations } from '@/lib/store/migrate';
import { fixtureBundle } from '@/test/support/bundle';
import { migratedStore, root, temporaryFolder } from './database';

it('is green once tables and bundle are those of this version, yellow before', async () => {
  const { client } = await migratedStore();
  const migrations = await readMigrations(`${root}/prisma/migrations`);
  const folder = await temporaryFolder();
  await writeBundle(folder, fixtureBundle(), 'test');
  const shipped = await readManifest(folder);
  expect(await checkHealth(client, migrations, null)).toMatchObject({
    status: 'green',
    bundle: { stored: null },
  });
  expect(await checkHealth(client, migrations, shipped)).toMatchObject({
    status: 'yellow',
    database: { ok: true },
  });
  await importBundle(client, folder);
  expect(await checkHealth(client, migrations, shipped)).toEqual({
    status: 'green',
    database: { ok: true },
    migrations: { applied: migrations.length, pending: [] },
    bundle: { stored: shipped?.version, shipped: shipped?.version },
    embedded: null,
  });
  const newer = [...migrations, { name: '9999_next', sql: '', checksum: '' }];
  expect(await checkHealth(client, newer, shipped)).toMatchObject({
    status: 'yellow',
    migrations: { pending: ['9999_next'] },
  });
});

it('is red, and says why, while the database is away', async () => {
  const client = openStore('postgresql://user:secret@127.0.0.1:1/none', 1);
  const health = await checkHealth(client, [], null);
  await client.$disconnect();
  expect(health).toMatchObject({ status: 'red', database: { ok: false }, migrations: null, bundle: null });
  expect(health.database.error).toBeTruthy();
  expect(JSON.stringify(health)).not.toContain('secret');
});
