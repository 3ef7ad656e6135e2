import { spawn } from 'node:child_process';
import { Fault } from './progress.mjs';

/**
 * Runs a program quietly. On failure its last lines are printed and a Fault names the program.
 * @param {string} command
 * @param {string[]} args
 * @param {{cwd: string, env?: Record<string, string>, hint?: string}} options
 */
export function run(command, args, { cwd, env = {}, hint = '' }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let output = '';
    const keep = (chunk) => (output = (output + chunk).slice(-20_000));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', (error) => reject(new Fault(`${command} cannot run: ${error.message}`)));
    child.once('close', (code, signal) => {
      if (code === 0) return resolve(output);
      console.error(`\n${output.trim().split('\n').slice(-40).join('\n')}`);
      reject(
        new Fault(
          `\`${[command, ...args].join(' ')}\` failed (${signal ?? `exit code ${code}`}).${hint && ` ${hint}`}`,
        ),
      );
    });
  });
}
