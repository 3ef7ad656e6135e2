import { describe, expect, it } from 'vitest';
import { openStore } from '@/lib/store/client';
import { StoreError } from '@/lib/store/errors';
import { importedBundle } from '@/lib/store/import';
import { migrate, type Migration, migrationState, readMigrations } from '@/lib/store/migrate';
import { emptyDatabase, query, root } from './database';

const migration = (name: string, sql: string, checksum = name.padEnd(64, '0')): Migration => ({
  name,
  sql,
  checksum,
});
const first = migration('0001_first', 'CREATE TABLE one (id int); INSERT INTO one VALUES (1);');
const second = migration('0002_second', 'CREATE TABLE two (id int);');

describe('the migration runner', () => {
  it('applies what is missing in order, once, and records it as Prisma does', async () => {
    const url = await emptyDatabase();
    expect((await migrationState(url, [first])).pending).toEqual(['0001_first']);
    expect(await migrate(url, [first])).toEqual(['0001_first']);
    expect(await migrate(url, [first, second])).toEqual(['0002_second']);
    expect(await migrate(url, [first, second])).toEqual([]);
    const rows = await query(
      url,
      `SELECT migration_name, checksum, applied_steps_count, length(id) AS id, finished_at >= started_at AS ordered,
         logs, rolled_back_at FROM "_prisma_migrations" ORDER BY migration_name`,
    );
    expect(rows).toEqual(
      [first, second].map(({ name, checksum }) => ({
        migration_name: name,
        checksum,
        applied_steps_count: 1,
        id: 36,
        ordered: true,
        logs: null,
        rolled_back_at: null,
      })),
    );
    expect(await migrationState(url, [first, second])).toEqual({
      applied: [first.name, second.name],
      pending: [],
    });
  });

  it('lets four runners at once apply each file exactly once', async () => {
    const url = await emptyDatabase();
    const applied = await Promise.all(Array.from({ length: 4 }, () => migrate(url, [first, second])));
    expect(applied.flat().sort()).toEqual(['0001_first', '0002_second']);
    expect(await query(url, 'SELECT id FROM one')).toEqual([{ id: 1 }]);
  });

  it('undoes the whole file that fails and keeps those before it', async () => {
    const url = await emptyDatabase();
    const broken = migration('0002_broken', 'CREATE TABLE half (id int); SELECT 1 / 0;');
    await expect(migrate(url, [first, broken])).rejects.toThrow(
      /Migration 0002_broken failed and was undone: division by zero/,
    );
    expect(
      await query(url, `SELECT to_regclass('half') AS half, to_regclass('one') IS NOT NULL AS one`),
    ).toEqual([{ half: null, one: true }]);
    expect(await migrate(url, [first, second])).toEqual(['0002_second']);
  });

  it('refuses an applied migration that was changed since, and one that is missing', async () => {
    const url = await emptyDatabase();
    await migrate(url, [first, second]);
    await expect(migrate(url, [{ ...first, checksum: 'changed' }, second])).rejects.toThrow(
      /0001_first was changed after/,
    );
    await expect(migrate(url, [first])).rejects.toThrow(
      /has migration 0002_second, which this version does not know/,
    );
  });

  it('names what is wrong with a database it cannot reach, and never the password', async () => {
    const url = 'postgresql://user:secret@127.0.0.1:1/none';
    const error = await migrate(url, [first]).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(StoreError);
    expect(String(error)).toMatch(/127\.0\.0\.1:1\/none cannot be used: nothing listens there/);
    expect(String(error)).not.toContain('secret');
  });

  it('says in one line that the database refuses the tables', async () => {
    const url = await emptyDatabase();
    const readOnly = `${url}?options=${encodeURIComponent('-c default_transaction_read_only=on')}`;
    const error = await migrate(readOnly, [first]).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(StoreError);
    expect(String(error)).toMatch(
      /refuses the tables: cannot execute CREATE TABLE in a read-only transaction/,
    );
  });

  it('finds the migrations of the project in order, each with the SHA-256 of its file', async () => {
    const migrations = await readMigrations(`${root}/prisma/migrations`);
    expect(migrations[0]?.name).toBe('0001_init');
    expect(migrations.every(({ checksum }) => /^[0-9a-f]{64}$/.test(checksum))).toBe(true);
  });

  it('takes a store that holds a bundle of format 1 to questions of any task: permalinks stay, the bundle is imported anew', async () => {
    const url = await emptyDatabase();
    const migrations = await readMigrations(`${root}/prisma/migrations`);
    const at = migrations.findIndex(({ name }) => name === '0003_tasks');
    await migrate(url, migrations.slice(0, at));
    await query(
      url,
      `INSERT INTO "Model" VALUES ('m', 0, 'm', 'llama', 1, 1, 1, 1, '/m', 'h', '[]', 'r', 'old');
       INSERT INTO "Run" VALUES ('r', 'pretrain', 'm', 1, '{}', 'd', 'v', 'c', '{}', now(), 'old');
       INSERT INTO "RunPoint" VALUES ('r', 'loss', 1, 1, 'old');
       INSERT INTO "Explainer" VALUES ('e', 0, 'm', 'self', 'm', 1, NULL, NULL, NULL, true, 'old');
       INSERT INTO "Question" VALUES ('q', 0, 'patch', 'm', 'test', 'r', 'p', 'l', '{1}', 0, 0, 't', 's', 'a', 'b', '{t}', '{s}', 'old');
       INSERT INTO "Truth" VALUES ('q', '{}', '{}', true, 1, 'h', '{}', 'old');
       INSERT INTO "Explanation" VALUES ('q', 'e', '', 'said', 'right', 'cpu', NULL, 'old');
       INSERT INTO "Evaluation" VALUES ('e', '', 'test', 'all', 'exactMatch', 1, 1, NULL, NULL, NULL, 'old');
       INSERT INTO "Permalink" (slug, view, note) VALUES ('23456789ab', '/m/patching', 'kept');
       INSERT INTO "Meta" (key, value) VALUES ('bundle', '{"version": "old"}')`,
    );
    expect(await migrate(url, migrations)).toContain('0003_tasks');
    const client = openStore(url, 1);
    try {
      // So that the next start imports the one it has.
      expect(await importedBundle(client)).toBeNull();
    } finally {
      await client.$disconnect();
    }
    expect(await query(url, 'SELECT slug, note FROM "Permalink"')).toEqual([
      { slug: '23456789ab', note: 'kept' },
    ]);
    for (const table of ['Model', 'Run', 'Explainer', 'Question', 'Truth', 'Explanation', 'Evaluation'])
      expect(await query(url, `SELECT 1 FROM "${table}"`), table).toEqual([]);
  });
});
