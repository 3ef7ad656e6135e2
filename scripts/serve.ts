import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from './build';
import { prepareDatabase } from './database';
import { Fault, step } from './setup/progress.mjs';

export interface ServeOptions {
  port: number;
  host: string;
  dataDir: string;
  dev: boolean;
}

/** Brings everything up and serves until a signal comes; then stops the server, and the database after it. */
export async function serve(root: string, options: ServeOptions): Promise<void> {
  const stop = stopSignal();
  const database = await prepareDatabase(root, options.dataDir);
  let server: ChildProcess | undefined;
  try {
    if (!options.dev && !stop.aborted) await step('Pages', (note) => build(root, note, stop));
    stop.throwIfAborted();
    const port = await chooseUsablePort(options);
    server = startNext(root, { ...options, port }, database.url);
    const ended = new Promise<number | null>((resolve) => server?.once('exit', resolve));
    const address = `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`;
    await step('Server', () => answers(address, ended, stop));
    if (!stop.aborted)
      console.log(`\nMirrorscope is ready at ${address} (${process.uptime().toFixed(1)} s). Ctrl-C ends it.`);
    const aborted = new Promise<'stop'>((resolve) => {
      if (stop.aborted) resolve('stop');
      stop.addEventListener('abort', () => resolve('stop'));
    });
    const first = await Promise.race([ended, aborted]);
    if (first !== 'stop') throw new Fault(`The server ended by itself (exit code ${first}).`);
  } catch (error) {
    // What was stopped on demand did not fail.
    if (!stop.aborted) throw error;
  } finally {
    await end(server);
    await database.release();
  }
  console.log(`\nStopped.`);
  process.exit(0);
}

/** Aborts at the first Ctrl-C or SIGTERM; a second one ends the process at once. */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(1);
      console.log('\nStopping …');
      controller.abort();
    });
  return controller.signal;
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

function startNext(root: string, { port, host, dev }: ServeOptions, url: string): ChildProcess {
  const follow = pathToFileURL(path.join(root, 'scripts/follow-parent.mjs')).href;
  const next = path.join(root, 'node_modules/next/dist/bin/next');
  const mode = dev ? 'dev' : 'start';
  return spawn(
    process.execPath,
    ['--import', follow, next, mode, '--port', String(port), '--hostname', host],
    {
      cwd: root,
      env: {
        ...process.env,
        DATABASE_URL: url,
        NEXT_TELEMETRY_DISABLED: '1',
        NODE_ENV: dev ? 'development' : 'production',
      },
      stdio: ['ignore', dev ? 'inherit' : 'ignore', 'inherit'],
      // Ctrl-C reaches this process alone, which then stops server and database in that order.
      detached: true,
    },
  );
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

async function end(server: ChildProcess | undefined): Promise<void> {
  if (!server || server.exitCode !== null || server.signalCode !== null) return;
  const gone = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  await Promise.race([gone, sleep(8_000)]);
  if (server.exitCode === null && server.signalCode === null) server.kill('SIGKILL');
}
