import { spawn } from 'node:child_process';
import { Fault } from './progress.mjs';

/**
 * Runs a program quietly. On failure its last lines are printed and a Fault names the program.
 * @param {string} command
 * @param {string[]} args
 * @param {{cwd: string, env?: Record<string, string>, hint?: string, signal?: AbortSignal}} options `signal` ends it
 */
export function run(command, args, { cwd, env = {}, hint = '', signal: stop }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
      signal: stop,
    });
    let output = '';
    const keep = (chunk) => (output += chunk);
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    // Also told of the abort, which `close` answers once the program is gone.
    child.once('error', (error) => {
      if (!stop?.aborted) reject(new Fault(`${command} cannot run: ${error.message}`));
    });
    child.once('close', (code, signal) => {
      if (code === 0) return resolve(output);
      if (stop?.aborted) return reject(new Fault(`${command} was stopped.`));
      console.error(`\n${excerpt(output)}`);
      reject(
        new Fault(
          `\`${[command, ...args].join(' ')}\` failed (${signal ?? `exit code ${code}`}).${hint && ` ${hint}`}`,
        ),
      );
    });
  });
}

/** Programs put the reason first (npm) or last (compilers): both ends are shown. */
function excerpt(output) {
  const lines = output.trim().split('\n');
  return lines.length <= 50 ? lines.join('\n') : [...lines.slice(0, 20), '…', ...lines.slice(-30)].join('\n');
}
