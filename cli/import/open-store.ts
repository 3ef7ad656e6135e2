import path from 'node:path';

import { Option } from 'commander';

import { openDatabase } from '@/lib/database/embedded';
import { Fault } from '@/lib/fault';
import { openStore, type StoreClient } from '@/lib/store/client';
import { StoreError } from '@/lib/store/errors';
import { migrate, readMigrations } from '@/lib/store/migrate';
import { BadInput } from '../bad-input';

/** Of this checkout, wherever the lab stands. */
const MIGRATIONS = path.resolve(import.meta.dirname, '../../prisma/migrations');

/** `--data-dir`, as `npm start` has it. */
export const dataOption = (): Option =>
  new Option('--data-dir <folder>', 'data folder of npm start, which may be running').default('.data');

/**
 * Does something with the store of a data folder, or with that of `DATABASE_URL`. A running `npm start` is joined; where none
 * runs, the database is started for as long as the work takes.
 * @throws BadInput of one line for what the caller can mend
 */
export async function withStore<T>(dataDir: string, work: (client: StoreClient) => Promise<T>): Promise<T> {
  try {
    const database = await openDatabase(dataDir, (line) => console.error(line));
    try {
      await migrate(database.url, await readMigrations(MIGRATIONS));
      const client = openStore(database.url, 2);
      try {
        return await work(client);
      } finally {
        await client.$disconnect();
      }
    } finally {
      await database.release();
    }
  } catch (cause) {
    if (cause instanceof Fault || cause instanceof StoreError) throw new BadInput(cause.message, { cause });
    throw cause;
  }
}
