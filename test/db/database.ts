import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { inject, onTestFinished } from 'vitest';
import { openStore, type StoreClient } from '@/lib/store/client';
import { migrate, readMigrations } from '@/lib/store/migrate';

export const root = path.resolve(import.meta.dirname, '../..');

/** Takes what has to be done at the end; by default, the end of the running test. */
export type AtEnd = (work: () => Promise<void>) => void;

/** An empty database of its own; dropped at the end. */
export async function emptyDatabase(atEnd: AtEnd = onTestFinished): Promise<string> {
  const admin = inject('adminUrl');
  const name = `mirrorscope_test_${randomBytes(6).toString('hex')}`;
  await query(admin, `CREATE DATABASE ${name}`);
  atEnd(() => query(admin, `DROP DATABASE ${name} WITH (FORCE)`).then(() => undefined));
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return url.href;
}

/** A migrated database of its own, and a client on it. */
export async function migratedStore(
  atEnd: AtEnd = onTestFinished,
): Promise<{ url: string; client: StoreClient }> {
  const url = await emptyDatabase(atEnd);
  await migrate(url, await readMigrations(path.join(root, 'prisma/migrations')));
  const client = openStore(url, 4);
  atEnd(() => client.$disconnect());
  return { url, client };
}

export async function query<R extends pg.QueryResultRow>(
  url: string,
  sql: string,
  values: unknown[] = [],
): Promise<R[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<R>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

/** A temporary folder, open to the user that an embedded server runs as; removed at the end. */
export async function temporaryFolder(atEnd: AtEnd = onTestFinished): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'mirrorscope-test-'));
  await chmod(folder, 0o755);
  atEnd(() => rm(folder, { recursive: true, force: true, maxRetries: 10 }));
  return folder;
}

export interface Child {
  process: ChildProcess;
  /** Everything printed so far. */
  output(): string;
  /** Resolves with the exit code, or the name of the signal that ended it. */
  ended: Promise<number | string>;
  /** Resolves once the output has `text`; rejects when the process ends without it. */
  said(text: string): Promise<void>;
}

/** Runs one of test/db/children, or a script, as a process of its own. */
export function startChild(script: string, args: string[] = [], env: Record<string, string> = {}): Child {
  const flags = script.endsWith('.ts') ? ['--import', 'tsx'] : [];
  return startProgram(process.execPath, [...flags, path.join(root, script), ...args], env);
}

export function startProgram(command: string, args: string[], env: Record<string, string>): Child {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number | string>((resolve) =>
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown')),
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  const said = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => output.includes(text) && resolve();
      child.stdout.on('data', look);
      child.stderr.on('data', look);
      look();
      void ended.then((code) => reject(new Error(`ended (${code}) without saying "${text}":\n${output}`)));
    });
  return { process: child, output: () => output, ended, said };
}
