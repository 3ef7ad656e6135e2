import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { siteAddress } from '@/lib/api/site-address';
import type { Database } from '@/lib/database/embedded';
import { saveSupervision, supervise, type Supervision } from '@/lib/database/supervise';
import { trustedProxies } from '@/server/caller';
import { build } from './build';
import { prepareDatabase } from './database';
import { Fault, say, step } from './setup/progress.mjs';
import { endGroup, FOLLOW, GROUPS } from './setup/run.mjs';

export interface ServeOptions {
  port: number;
  host: string;
  dataDir: string;
  dev: boolean;
}

export interface Stop {
  /** Aborted when the user wants an end. */
  asked: AbortSignal;
  /** Aborted when the user does not want to wait for it. */
  hurried: AbortSignal;
}

/** Brings everything up and serves until asked to stop; then stops the server, and the database after it. */
export async function serve(root: string, options: ServeOptions, stop: Stop): Promise<void> {
  // The server reads it too, long after all else was brought up.
  trustedProxies(process.env.TRUSTED_PROXY);
  siteAddress(process.env.MIRRORSCOPE_ADDRESS, options.host, options.port);
  const database = await prepareDatabase(root, options.dataDir, stop);
  const watch = new AbortController();
  const watched = database.embedded && keepUp(database.embedded, watch.signal);
  let server: ChildProcess | undefined;
  try {
    if (!options.dev) await step('Pages', (note) => build(root, note, stop.asked));
    stop.asked.throwIfAborted();
    const port = await chooseUsablePort(options);
    server = startNext(root, { ...options, port }, database);
    const ended = new Promise<number | null>((resolve) => server?.once('exit', resolve));
    const address = `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`;
    await step('Server', () => answers(address, ended, stop.asked));
    if (!stop.asked.aborted)
      console.log(`\nMirrorscope is ready at ${address} (${process.uptime().toFixed(1)} s). Ctrl-C ends it.`);
    const first = await Promise.race([ended, aborted(stop.asked)]);
    if (first !== 'aborted') throw new Fault(`The server ended by itself (exit code ${first}).`);
  } finally {
    watch.abort();
    await end(server, stop.hurried);
    await watched;
    await database.release(stop.hurried);
  }
}

/** Starts an embedded database again whenever it ends, and says so here and to the server. */
async function keepUp(embedded: NonNullable<Database['embedded']>, stop: AbortSignal): Promise<void> {
  let said = '';
  const report = async (state: Supervision) => {
    await saveSupervision(embedded.dataDir, state);
    const line = describe(state);
    // The same reason at every attempt is one piece of news.
    if (line !== said) say(line);
    said = line;
  };
  await saveSupervision(embedded.dataDir, null);
  await supervise(embedded, report, stop);
  await saveSupervision(embedded.dataDir, null);
}

function describe({ away }: Supervision): string {
  if (!away) return 'The database runs again.';
  return away.attempts === 0
    ? 'The database ended: starting it again.'
    : `The database cannot be started again: ${away.reason}`;
}

function aborted(signal: AbortSignal): Promise<'aborted'> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve('aborted');
    signal.addEventListener('abort', () => resolve('aborted'), { once: true });
  });
}

async function chooseUsablePort({ port, host }: ServeOptions): Promise<number> {
  for (let candidate = port; candidate < Math.min(port + 100, 65536); candidate++) {
    const problem = await tryPort(candidate, host);
    if (problem === null) {
      if (candidate !== port) console.log(`  ! Port ${port} is taken: using ${candidate}.`);
      return candidate;
    }
    if (problem === 'EACCES')
      throw new Fault(`Port ${candidate} may not be used by this user: choose one above 1023 with --port.`);
    if (problem !== 'EADDRINUSE')
      throw new Fault(`The address ${host} cannot be listened on (${problem}): choose another with --host.`);
  }
  throw new Fault(`Ports ${port} to ${port + 99} are all taken: choose another with --port.`);
}

function tryPort(port: number, host: string): Promise<string | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(null)));
  });
}

function startNext(
  root: string,
  { port, host, dev, dataDir }: ServeOptions,
  database: Database,
): ChildProcess {
  const main = path.join(root, 'server/main.ts');
  const options = ['--port', String(port), '--hostname', host, ...(dev ? ['--dev'] : [])];
  return spawn(process.execPath, [FOLLOW, '--import', 'tsx', main, ...options], {
    cwd: root,
    env: {
      ...process.env,
      DATABASE_URL: database.url,
      // Where /api/health looks for room on the disk, and for how the supervision goes.
      MIRRORSCOPE_DATA_DIR: database.embedded?.dataDir ?? '',
      // Where imported model folders lie, whose database it may be.
      MIRRORSCOPE_IMPORTS_IN: dataDir,
      NEXT_TELEMETRY_DISABLED: '1',
      NODE_ENV: dev ? 'development' : 'production',
    },
    stdio: ['ignore', dev ? 'inherit' : 'ignore', 'inherit'],
    // Ctrl-C reaches this process alone, which then stops server and database in that order.
    detached: GROUPS,
  });
}

async function answers(
  address: string,
  ended: Promise<number | null>,
  stop: AbortSignal,
): Promise<string | undefined> {
  let code: number | null | undefined;
  void ended.then((value) => (code = value));
  for (const deadline = Date.now() + 60_000; Date.now() < deadline && !stop.aborted; await sleep(50)) {
    if (code !== undefined) throw new Fault(`The server ended before it answered (exit code ${code}).`);
    const response = await fetch(`${address}/api/health`, { signal: AbortSignal.timeout(30_000) }).catch(
      () => null,
    );
    if (response?.ok) return undefined;
  }
  if (stop.aborted) return 'stopped';
  throw new Fault('The server does not answer within a minute.');
}

async function end(server: ChildProcess | undefined, hurried: AbortSignal): Promise<void> {
  if (!server || server.exitCode !== null || server.signalCode !== null) return;
  const gone = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  await Promise.race([gone, sleep(8_000), aborted(hurried)]);
  endGroup(server, 'SIGKILL');
}
