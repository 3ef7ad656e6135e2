import { randomBytes } from 'node:crypto';
import { access, constants, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { type Cluster, findCluster } from '@/lib/database/cluster';
import { blameDisk, diskOf } from '@/lib/database/disk';
import { initialise } from '@/lib/database/initialise';
import { bringUp, serverRuns, stopServer, urlOf } from '@/lib/database/server';
import type { Supervised } from '@/lib/database/supervise';
import type { Notice } from '@/lib/database/system';
import { Users } from '@/lib/database/users';
import { Fault } from '@/lib/fault';
import { makeFolder } from '@/lib/folder';
import { withLock } from '@/lib/lock';

/** A database that this process may use until it releases it. */
export interface Database {
  url: string;
  /** How it came: from `DATABASE_URL`, a server that ran already, or one just started. */
  origin: 'environment' | 'running' | 'started';
  /** The last process to release an embedded database stops it: at once, as in a crash, when `hurry` is aborted. */
  release(hurry?: AbortSignal): Promise<void>;
  /** Data folder and server of an embedded database; null for that of `DATABASE_URL`, which others look after. */
  embedded: (Supervised & { dataDir: string }) | null;
}

const DATABASE = 'mirrorscope';
const MAJOR_VERSION = '18';

/** The database of `DATABASE_URL` where that is set, else the embedded one of `dataDir`. */
export async function openDatabase(
  dataDir: string,
  notice: Notice,
  environment = process.env,
): Promise<Database> {
  const url = environment.DATABASE_URL;
  if (!url) return openEmbedded(dataDir, notice);
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url))
    throw new Fault(
      'DATABASE_URL is not a PostgreSQL URL (postgresql://user:password@host:5432/database): correct or unset it.',
    );
  return { url, origin: 'environment', release: async () => undefined, embedded: null };
}

/**
 * Brings up the embedded PostgreSQL of a data folder, or joins the one that runs there, also after its starter died.
 * It listens on the loopback interface alone, under a random password kept in a file of mode 0600.
 * @throws Fault when the folder cannot be written or the server does not start
 */
export async function openEmbedded(dataDir: string, notice: Notice = () => undefined): Promise<Database> {
  const home = path.resolve(dataDir);
  await prepareFolder(home);
  return open(home, notice).catch(async (error: unknown) => {
    throw await blameDisk(error, home);
  });
}

async function open(home: string, notice: Notice): Promise<Database> {
  const users = new Users(path.join(home, 'users'));
  const lock = path.join(home, 'lock');
  return withLock(lock, async (descriptor) => {
    const cluster = await findCluster(home, notice);
    const password = await passwordOf(home, cluster, descriptor);
    const { port, origin } = await bringUp(cluster, password, await formerPort(home));
    try {
      await writeFile(portFile(home), String(port));
      await createDatabase(port, password);
      await users.add();
    } catch (error) {
      if (origin === 'started') await stopServer(cluster).catch(() => undefined);
      throw error;
    }
    return {
      url: urlOf(port, password, DATABASE),
      origin,
      release: (hurry) =>
        withLock(lock, async () => {
          if ((await users.remove()) > 0) return;
          // On a full disk it cannot write what an orderly end takes.
          const full = (await diskOf(home))?.ok === false;
          await stopServer(cluster, full ? AbortSignal.abort() : hurry);
        }),
      embedded: {
        dataDir: home,
        runs: () => serverRuns(cluster),
        restart: () =>
          withLock(lock, async () => {
            const now = await bringUp(cluster, password, port);
            if (now.port !== port)
              throw new Fault(
                `The database is back on port ${now.port}, as ${port} is taken: start Mirrorscope again.`,
              );
          }).catch(async (error: unknown) => {
            throw await blameDisk(error, home);
          }),
      },
    };
  });
}

// Those who use a server that was killed know it by its port, and so whoever starts it again takes the same.
const portFile = (home: string) => path.join(home, 'postgres.port');

async function formerPort(home: string): Promise<number | null> {
  return Number(await readFile(portFile(home), 'utf8').catch(() => '')) || null;
}

async function prepareFolder(home: string): Promise<void> {
  try {
    await makeFolder(home, 0o755);
    // A slash at the end fails where it is a file.
    await access(path.join(home, path.sep), constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC') throw await blameDisk(error, home);
    throw new Fault(
      `The data folder ${home} cannot be written (${code}): choose another with --data-dir, or set DATABASE_URL.`,
    );
  }
}

/** Password of the cluster, which is made first where it does not exist. */
async function passwordOf(home: string, cluster: Cluster, lock: number): Promise<string> {
  const file = path.join(home, 'postgres.password');
  const version = await readFile(path.join(cluster.folder, 'PG_VERSION'), 'utf8').catch(() => null);
  if (version === null) {
    const password = randomBytes(24).toString('base64url');
    try {
      await rm(file, { force: true });
      await writeFile(file, password, { mode: 0o600 });
      await initialise(cluster, password, lock);
    } catch (error) {
      await rm(file, { force: true });
      throw error;
    }
    return password;
  }
  if (version.trim() !== MAJOR_VERSION)
    throw new Fault(
      `${cluster.folder} was made by PostgreSQL ${version.trim()}, this is ${MAJOR_VERSION}: choose another folder with --data-dir.`,
    );
  return readFile(file, 'utf8').catch(() => {
    throw new Fault(
      `${file} cannot be read, and without it ${cluster.folder} cannot be opened: choose another folder with --data-dir.`,
    );
  });
}

async function createDatabase(port: number, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(port, password, 'postgres') });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(DATABASE)}`);
  } finally {
    await client.end();
  }
}
