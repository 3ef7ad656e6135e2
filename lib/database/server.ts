import { readFileSync } from 'node:fs';
import { readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Cluster } from '@/lib/database/cluster';
import { CLUSTER_USER } from '@/lib/database/initialise';
import { freePort, isFree } from '@/lib/database/port';
import { reasonIn, runProgram } from '@/lib/database/program';
import { identify } from '@/lib/database/users';
import { Fault, reasonOf } from '@/lib/fault';

export interface Server {
  port: number;
  origin: 'running' | 'started';
}

/** How long what a killed server or its killed starter left behind may take to end. */
const PATIENCE = 30_000;

/**
 * Joins the server that runs on the cluster, or starts it: on the port given where that is free, as its users know it by
 * that. Call it under a lock.
 * @throws Fault that says why it does not start, and names its log
 */
export async function bringUp(
  cluster: Cluster,
  password: string,
  formerPort: number | null,
): Promise<Server> {
  for (const deadline = Date.now() + PATIENCE; ; await sleep(500)) {
    const running = await runningPort(cluster, password);
    if (running !== null) return { port: running, origin: 'running' };
    const port = formerPort !== null && (await isFree(formerPort)) ? formerPort : await freePort();
    try {
      await startServer(cluster, port);
      return { port, origin: 'started' };
    } catch (error) {
      if (!LEFT_BEHIND.test(reasonOf(error)) || Date.now() > deadline) throw error;
    }
  }
}

/** A killed server's own processes that have not ended yet, or one that a killed `pg_ctl` is still starting. */
const LEFT_BEHIND = /pre-existing shared memory block|lock file .* already exists/;

/** Starts the server, detached from this process, on the loopback interface. */
async function startServer(cluster: Cluster, port: number): Promise<void> {
  const settings = [`-p ${port}`, '-c listen_addresses=127.0.0.1', '-c unix_socket_directories='];
  const log = path.join(cluster.folder, 'server.log');
  const before = (await stat(log).catch(() => null))?.size ?? 0;
  const args = [
    'start',
    '--wait',
    '--timeout=120',
    '--silent',
    `--pgdata=${cluster.folder}`,
    `--log=${log}`,
    `--options=${settings.join(' ')}`,
  ];
  await runProgram(cluster.pgCtl, args, { user: cluster.user }).catch(async (error: unknown) => {
    const written = (await readFile(log).catch(() => Buffer.alloc(0))).subarray(before).toString();
    throw new Fault(
      `The database in ${cluster.folder} does not start (${reasonIn(written) || reasonOf(error)}): see ${log}, or choose another folder with --data-dir.`,
    );
  });
}

/**
 * Ends all connections and stops the server; no-op when it does not run. Where that does not work within `patience`
 * seconds (on a full disk it never does), or once `hurry` is aborted, it stops as in a crash, which loses nothing either:
 * the next start recovers.
 */
export async function stopServer(cluster: Cluster, hurry?: AbortSignal, patience = 30): Promise<void> {
  if (!(await serverRuns(cluster))) return;
  const stop = (mode: 'fast' | 'immediate') =>
    runProgram(
      cluster.pgCtl,
      ['stop', '--wait', `--timeout=${patience}`, '--silent', `--mode=${mode}`, `--pgdata=${cluster.folder}`],
      { user: cluster.user },
    ).catch(async (error: unknown) => {
      // Stopped twice, or gone in between.
      if (await serverRuns(cluster)) throw error;
    });
  if (hurry?.aborted) return stop('immediate');
  const atOnce = new Promise<void>((resolve, reject) =>
    hurry?.addEventListener('abort', () => stop('immediate').then(resolve, reject), { once: true }),
  );
  await Promise.race([stop('fast').catch(() => stop('immediate')), atOnce]);
}

/** Whether a server process lives on the cluster, which may be starting or stopping. */
export async function serverRuns(cluster: Cluster): Promise<boolean> {
  const found = await readPidFile(cluster);
  return found !== null && isPostgres(found.pid);
}

async function readPidFile(cluster: Cluster): Promise<{ pid: number; port: number } | null> {
  const text = await readFile(pidFileOf(cluster), 'utf8').catch(() => null);
  if (text === null) return null;
  const lines = text.split('\n');
  return { pid: Number(lines[0]), port: Number(lines[3]) };
}

const pidFileOf = (cluster: Cluster) => path.join(cluster.folder, 'postmaster.pid');

/** Port of the server that runs on the cluster, or null; what a killed server left behind is cleared away. */
async function runningPort(cluster: Cluster, password: string): Promise<number | null> {
  const found = await readPidFile(cluster);
  if (!found) return null;
  if (!isPostgres(found.pid)) {
    await rm(pidFileOf(cluster), { force: true });
    return null;
  }
  // It may be starting, recovering or stopping: its word counts only once it takes a query.
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(200)) {
    const now = await readPidFile(cluster);
    if (now?.pid !== found.pid || !isPostgres(now.pid)) return null;
    // A server that is just starting has not written its port yet.
    if (!now.port) continue;
    const client = new pg.Client({
      connectionString: urlOf(now.port, password, 'postgres'),
      connectionTimeoutMillis: 5_000,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return now.port;
    } catch (error) {
      if ((error as { code?: string }).code === '28P01')
        throw new Fault(
          `The database in ${cluster.folder} refuses the password stored beside it: choose another folder with --data-dir.`,
        );
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  throw new Fault(
    `The database in ${cluster.folder} runs as process ${found.pid} but does not answer: end that process and start again.`,
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

export function urlOf(port: number, password: string, database: string): string {
  return `postgresql://${CLUSTER_USER}:${password}@127.0.0.1:${port}/${database}`;
}
