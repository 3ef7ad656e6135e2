import path from 'node:path';
import { blameDisk } from '@/lib/database/disk';
import { type Database, openDatabase } from '@/lib/database/embedded';
import { reasonOf } from '@/lib/fault';
import { bundleFolder, readManifest } from '@/lib/store/bundle';
import { openStore } from '@/lib/store/client';
import { importBundle, importedBundle } from '@/lib/store/import';
import { migrate, readMigrations } from '@/lib/store/migrate';
import { Fault, say, step } from './setup/progress.mjs';
import type { Stop } from './serve';

/** Brings up the database, its tables and what they hold, step by step; the caller releases it. */
export async function prepareDatabase(root: string, dataDir: string, stop: Stop): Promise<Database> {
  const database = await bringUp(dataDir);
  try {
    stop.asked.throwIfAborted();
    await step('Tables', async (note) => {
      note('migrating');
      const applied = await migrate(database.url, await readMigrations(path.join(root, 'prisma/migrations')));
      return applied.length ? `applied ${applied.join(', ')}` : 'up to date';
    });
    stop.asked.throwIfAborted();
    await step('Contents', (note) => seed(bundleFolder(root), database.url, note, stop.asked));
    stop.asked.throwIfAborted();
    return database;
  } catch (error) {
    const cause = database.embedded ? await blameDisk(error, dataDir) : error;
    await database
      .release(stop.hurried)
      .catch((problem: unknown) => say(`The database may run on: ${reasonOf(problem)}`));
    throw cause;
  }
}

async function bringUp(dataDir: string): Promise<Database> {
  let opened: Database | undefined;
  await step('Database', async (note) => {
    note('starting');
    opened = await openDatabase(dataDir, say);
    const how = {
      environment: 'DATABASE_URL',
      running: 'runs already',
      started: 'embedded PostgreSQL started',
    };
    return how[opened.origin];
  });
  if (!opened) throw new Error('no database was opened');
  return opened;
}

/** Imports a bundle unless the store holds that version. */
async function seed(
  folder: string,
  url: string,
  note: (text: string) => void,
  stop: AbortSignal,
): Promise<string> {
  const shipped = await readManifest(folder);
  if (!shipped && process.env.MIRRORSCOPE_BUNDLE)
    throw new Fault(`MIRRORSCOPE_BUNDLE is ${folder}, and there is no bundle: correct or unset it.`);
  if (!shipped) return 'no bundle shipped, the store starts empty';
  const client = openStore(url, 2);
  try {
    if ((await importedBundle(client)) === shipped.version) return `bundle ${shipped.version}, up to date`;
    const { version, removed } = await importBundle(client, folder, (rows, of) => {
      // Undoes the transaction.
      stop.throwIfAborted();
      if (rows % 500 === 0) note(`importing ${Math.floor((100 * rows) / of)}%`);
    });
    const rows = shipped.files.reduce((sum, file) => sum + file.rows, 0);
    return `bundle ${version}, ${rows} rows imported${removed ? `, ${removed} old ones removed` : ''}`;
  } finally {
    await client.$disconnect();
  }
}
