import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { connectionError, describeUrl, StoreError } from '@/lib/store/errors';

// `prisma migrate deploy` would do this by an engine that Prisma downloads first: a start must work without a network.

export interface Migration {
  name: string;
  sql: string;
  /** SHA-256 of the file, hex: what Prisma stores, too. */
  checksum: string;
}

export interface MigrationState {
  /** Names applied, in order. */
  applied: string[];
  /** Names still to be applied. */
  pending: string[];
}

// The lock that `prisma migrate` takes, so that the two exclude each other.
const PRISMA_LOCK = 72707369;

// As Prisma makes it, so that `prisma migrate` agrees about what is applied.
const HISTORY_TABLE = `
  CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    id                  VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum            VARCHAR(64) NOT NULL,
    finished_at         TIMESTAMPTZ,
    migration_name      VARCHAR(255) NOT NULL,
    logs                TEXT,
    rolled_back_at      TIMESTAMPTZ,
    started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`;

/** The migrations of a folder in order of name: one folder each, with its `migration.sql`. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(path.join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/**
 * Applies what is missing, each file in a transaction of its own; a second process waits for the first.
 * @throws StoreError when the database cannot be reached or refuses, holds a migration that was changed or is missing
 *   here, or a file fails; the files before it stay applied
 */
export async function migrate(url: string, migrations: Migration[]): Promise<string[]> {
  return withClient(url, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [PRISMA_LOCK]);
    await client.query(HISTORY_TABLE);
    const { pending } = compare(await history(client), migrations);
    for (const migration of migrations.filter(({ name }) => pending.includes(name)))
      await apply(client, migration);
    return pending;
  });
}

/** What a database has of the migrations, without changing it. Throws as `migrate` does. */
export async function migrationState(url: string, migrations: Migration[]): Promise<MigrationState> {
  return withClient(url, async (client) => {
    const found = await client.query(`SELECT to_regclass('"_prisma_migrations"') IS NOT NULL AS exists`);
    return compare(found.rows[0]?.exists ? await history(client) : [], migrations);
  });
}

interface HistoryRow {
  migration_name: string;
  checksum: string;
  finished: boolean;
}

async function history(client: pg.Client): Promise<HistoryRow[]> {
  const { rows } = await client.query<HistoryRow>(
    `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished
     FROM "_prisma_migrations" WHERE rolled_back_at IS NULL ORDER BY migration_name`,
  );
  return rows;
}

function compare(rows: HistoryRow[], migrations: Migration[]): MigrationState {
  for (const row of rows) {
    const here = migrations.find(({ name }) => name === row.migration_name);
    if (!here)
      throw new StoreError(
        `The database has migration ${row.migration_name}, which this version does not know: update Mirrorscope, or use another database.`,
      );
    if (here.checksum !== row.checksum)
      throw new StoreError(
        `Migration ${row.migration_name} was changed after it was applied: restore its migration.sql, and put the change into a new migration.`,
      );
    if (!row.finished)
      throw new StoreError(
        `Migration ${row.migration_name} was begun by another program and never finished: see \`prisma migrate resolve\`.`,
      );
  }
  const applied = rows.map((row) => row.migration_name);
  return { applied, pending: migrations.map(({ name }) => name).filter((name) => !applied.includes(name)) };
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query('BEGIN');
    await client.query(sql);
    await client.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw new StoreError(
      `Migration ${name} failed and was undone: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  let client: pg.Client;
  try {
    client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: 10_000,
      application_name: 'mirrorscope',
    });
    client.on('error', () => undefined);
    await client.connect();
  } catch (error) {
    throw connectionError(error, url);
  }
  try {
    return await work(client);
  } catch (error) {
    // Its tables may be refused for reasons of its own: no right to create them, read only, out of space.
    if (error instanceof pg.DatabaseError)
      throw new StoreError(`The database at ${describeUrl(url)} refuses the tables: ${error.message}.`);
    throw error;
  } finally {
    // Ending the session also gives back its advisory lock.
    await client.end().catch(() => undefined);
  }
}
