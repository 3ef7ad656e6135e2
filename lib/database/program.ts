import { spawn } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { Fault } from '@/lib/fault';

/** A user of the system, by number. */
export interface SystemUser {
  uid: number;
  gid: number;
}

export interface ProgramOptions {
  /** Who runs it; null: the user of this process. */
  user: SystemUser | null;
  /** A descriptor that the program inherits, and with it a lock. */
  inherit?: number;
}

/**
 * Runs one of PostgreSQL's programs to its end.
 * @throws Fault with what it printed last
 */
export async function runProgram(
  file: string,
  args: string[],
  { user, inherit }: ProgramOptions,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: os.tmpdir(),
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'pipe', ...(inherit === undefined ? [] : [inherit])],
      ...user,
    });
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.once('error', (error) => reject(new Fault(`${path.basename(file)} cannot run: ${error.message}`)));
    // pg_ctl hands its pipes on to the server, which keeps them open: wait for the exit, not for the end of output.
    child.once('exit', (code, signal) => {
      child.stdout?.destroy();
      child.stderr?.destroy();
      if (code === 0) resolve();
      else reject(new Fault(`${path.basename(file)} failed (${signal ?? code}): ${reasonIn(output)}`));
    });
  });
}

/** What a program of PostgreSQL says is wrong: its fatal errors, else its last lines. */
export function reasonIn(output: string): string {
  const lines = output.trim().split('\n');
  const errors = lines.filter((line) => /\b(FATAL|PANIC|error):/.test(line));
  return (errors.length ? errors : lines)
    .slice(-3)
    .map((line) => line.trim())
    .join(' | ');
}
