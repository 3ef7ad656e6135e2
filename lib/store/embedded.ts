import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { access, constants, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import {
  CLUSTER_USER,
  type Cluster,
  findCluster,
  initialise,
  startServer,
  stopServer,
} from '@/lib/store/cluster';
import { StoreError } from '@/lib/store/errors';
import { identify, Users, withLock } from '@/lib/store/lock';

/** A database that this process may use until it releases it. */
export interface Database {
  url: string;
  /** How it came: from `DATABASE_URL`, a server that ran already, or one just started. */
  origin: 'environment' | 'running' | 'started';
  /** The last process to release an embedded database stops it. */
  release(): Promise<void>;
}

const DATABASE = 'mirrorscope';
const MAJOR_VERSION = '18';

/** The database of `DATABASE_URL` where that is set, else the embedded one of `dataDir`. */
export async function openDatabase(dataDir: string, environment = process.env): Promise<Database> {
  const url = environment.DATABASE_URL;
  if (!url) return openEmbedded(dataDir);
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url))
    throw new StoreError(
      'DATABASE_URL is no URL of a PostgreSQL (postgresql://user:password@host:5432/database): correct or unset it.',
    );
  return { url, origin: 'environment', release: async () => undefined };
}

/**
 * Brings up the embedded PostgreSQL of a data folder, or joins the one that runs there, also after its starter died.
 * It listens on the loopback interface alone, under a random password kept in a file of mode 0600.
 * @throws StoreError when the folder cannot be written or the server does not start
 */
export async function openEmbedded(dataDir: string): Promise<Database> {
  const home = path.resolve(dataDir);
  await prepareFolder(home);
  const users = new Users(path.join(home, 'users'));
  const lock = path.join(home, 'lock');
  return withLock(lock, async () => {
    const cluster = await findCluster(home);
    const password = await passwordOf(home, cluster);
    let port = await runningPort(cluster, password);
    const origin = port === null ? 'started' : 'running';
    port ??= await startServer(cluster);
    const url = urlOf(port, password, DATABASE);
    await createDatabase(port, password);
    await users.add();
    return {
      url,
      origin,
      release: () =>
        withLock(lock, async () => {
          if ((await users.remove()) === 0) await stopServer(cluster);
        }),
    };
  });
}

async function prepareFolder(home: string): Promise<void> {
  try {
    await makeFolder(home);
    // A slash at the end fails where it is a file.
    await access(path.join(home, path.sep), constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new StoreError(
      `The data folder ${home} cannot be written (${code}): choose another with --data-dir, or set DATABASE_URL.`,
    );
  }
}

/** Makes a folder and those above it. (Node's own recursive mkdir never ends where a file system refuses folders.) */
async function makeFolder(folder: string): Promise<void> {
  if (await stat(folder).catch(() => null)) return;
  if (path.dirname(folder) !== folder) await makeFolder(path.dirname(folder));
  await mkdir(folder, { mode: 0o755 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

/** Password of the cluster, which is made first where it does not exist. */
async function passwordOf(home: string, cluster: Cluster): Promise<string> {
  const file = path.join(home, 'postgres.password');
  const version = await readFile(path.join(cluster.folder, 'PG_VERSION'), 'utf8').catch(() => null);
  if (version === null) {
    const password = randomBytes(24).toString('base64url');
    await rm(file, { force: true });
    await writeFile(file, password, { mode: 0o600 });
    await initialise(cluster, password).catch(async (error: unknown) => {
      await rm(file, { force: true });
      throw error;
    });
    return password;
  }
  if (version.trim() !== MAJOR_VERSION)
    throw new StoreError(
      `${cluster.folder} was made by PostgreSQL ${version.trim()}, this is ${MAJOR_VERSION}: choose another folder with --data-dir.`,
    );
  return readFile(file, 'utf8').catch(() => {
    throw new StoreError(
      `${file} cannot be read, and without it ${cluster.folder} cannot be opened: choose another folder with --data-dir.`,
    );
  });
}

/** Port of the server that runs on the cluster, or null; what a killed server left behind is cleared away. */
async function runningPort(cluster: Cluster, password: string): Promise<number | null> {
  const file = path.join(cluster.folder, 'postmaster.pid');
  const lines = await readFile(file, 'utf8').then(
    (text) => text.split('\n'),
    () => null,
  );
  if (!lines) return null;
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!isPostgres(pid)) {
    await rm(file, { force: true });
    return null;
  }
  // It may be starting, recovering or stopping: its word counts only once it takes a query.
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(200)) {
    const client = new pg.Client({
      connectionString: urlOf(port, password, 'postgres'),
      connectionTimeoutMillis: 5_000,
    });
    try {
      await client.connect();
      return port;
    } catch (error) {
      if ((error as { code?: string }).code === '28P01')
        throw new StoreError(
          `The database in ${cluster.folder} refuses the password stored beside it: choose another folder with --data-dir.`,
        );
      if (!isPostgres(pid) || !(await stat(file).catch(() => null))) return null;
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  throw new StoreError(
    `The database in ${cluster.folder} runs as process ${pid} but does not answer: end that process and start again.`,
  );
}

function isPostgres(pid: number): boolean {
  if (!(pid > 0) || identify(pid) === null) return false;
  try {
    // After a restart of the machine the number may belong to anybody.
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres');
  } catch (error) {
    // No /proc on this system: the number has to do.
    return (error as NodeJS.ErrnoException).code === 'ENOENT' && process.platform !== 'linux';
  }
}

async function createDatabase(port: number, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(port, password, 'postgres') });
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(DATABASE)}`);
  } finally {
    await client.end();
  }
}

function urlOf(port: number, password: string, database: string): string {
  return `postgresql://${CLUSTER_USER}:${password}@127.0.0.1:${port}/${database}`;
}
