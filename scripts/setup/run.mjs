import { spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Fault, missingPackageFile } from './progress.mjs';

/** Node's options for a program, and all it starts, to end when whoever started it does. */
export const FOLLOW = `--import=${pathToFileURL(path.resolve(import.meta.dirname, '../follow-parent.mjs')).href}`;

/** Whether programs get a process group of their own, by which they are ended with all they started. */
export const GROUPS = process.platform !== 'win32';

/**
 * Runs a program quietly. On failure its last lines are printed and a Fault names the program.
 * @param {string} command
 * @param {string[]} args
 * @param {{cwd: string, env?: Record<string, string>, hint?: string, signal?: AbortSignal, inherit?: number}} options
 *   `signal` ends it; `inherit` is a descriptor that it inherits, and with it a lock
 */
export function run(command, args, { cwd, env = {}, hint = '', signal: stop, inherit }) {
  return new Promise((resolve, reject) => {
    stop?.throwIfAborted();
    const child = spawn(command, args, {
      cwd,
      env: {
        ...process.env,
        ...env,
        NODE_OPTIONS: [process.env.NODE_OPTIONS, FOLLOW].filter(Boolean).join(' '),
      },
      stdio: ['ignore', 'pipe', 'pipe', ...(inherit === undefined ? [] : [inherit])],
      shell: process.platform === 'win32',
      detached: GROUPS,
    });
    const abort = () => endGroup(child, 'SIGTERM');
    stop?.addEventListener('abort', abort, { once: true });
    let output = '';
    const keep = (chunk) => (output += chunk);
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', (error) => reject(new Fault(`${command} cannot run: ${error.message}`)));
    child.once('close', (code, signal) => {
      stop?.removeEventListener('abort', abort);
      if (stop?.aborted) return reject(new Fault(`${command} was stopped.`));
      if (code === 0) return resolve(output);
      if (/ENOSPC|No space left on device/i.test(output))
        return reject(new Fault(`The disk that holds ${cwd} is full: make room on it.`));
      const missing = missingPackageFile(output);
      if (missing) return reject(new Fault(missing));
      console.error(`\n${excerpt(output)}`);
      reject(
        new Fault(
          `\`${[command, ...args].join(' ')}\` failed (${signal ?? `exit code ${code}`}).${hint && ` ${hint}`}`,
        ),
      );
    });
  });
}

/** Sends a signal to a program and to all it started; no-op where it has ended. */
export function endGroup(child, signal) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  try {
    if (GROUPS) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // It ended in between.
  }
}

/** Programs put the reason first (npm) or last (compilers): both ends are shown. */
function excerpt(output) {
  const lines = output.trim().split('\n');
  return lines.length <= 50 ? lines.join('\n') : [...lines.slice(0, 20), '…', ...lines.slice(-30)].join('\n');
}
