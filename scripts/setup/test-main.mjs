import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { allowTypeScript, prepare, root } from './prepare.mjs';
import { fail, Fault, step } from './progress.mjs';
import { run } from './run.mjs';

/** @typedef {{passed: number, failed: number, skipped: number}} Tally */

const bin = (name) => path.join(root, 'node_modules', name);
const vitest = bin('vitest/vitest.mjs');

/** The parts of `npm test` in their order; each takes a scratch folder and returns what it counted. */
const parts = {
  types: async () => {
    // Writes the types of routes and images, which a bare clone has not.
    await run(process.execPath, [bin('next/dist/bin/next'), 'typegen'], {
      cwd: root,
      env: { NEXT_TELEMETRY_DISABLED: '1' },
    });
    return check([bin('typescript/bin/tsc'), '--noEmit']);
  },
  lint: async () =>
    sum([
      await check([bin('eslint/bin/eslint.js'), '.']),
      await check([
        bin('dependency-cruiser/bin/dependency-cruise.mjs'),
        ...[
          '--config',
          '.dependency-cruiser.cjs',
          'app',
          'components',
          'lib',
          'cli',
          'workers',
          'scripts',
          'bench',
        ],
      ]),
    ]),
  unit: (scratch) => vitestPart('unit', scratch),
  db: (scratch) => vitestPart('db', scratch),
  e2e: playwrightPart,
};

/** @param {string[]} names parts to run; all when empty */
export async function main(names) {
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'mirrorscope-test-'));
  try {
    for (const name of names)
      if (!(name in parts))
        throw new Fault(`There is no part "${name}": choose from ${Object.keys(parts).join(', ')}.`);
    // Embedded servers of tests run as another user where this one is root.
    await chmod(scratch, 0o755);
    await prepare(interruption.signal);
    const tallies = [];
    for (const name of names.length ? names : Object.keys(parts)) {
      const begun = Date.now();
      console.log(`\n── ${name} ${'─'.repeat(60 - name.length)}`);
      const tally = await parts[name](scratch);
      interruption.signal.throwIfAborted();
      tallies.push(tally);
      console.log(`── ${name}: ${line(tally)} (${((Date.now() - begun) / 1000).toFixed(0)} s)`);
    }
    const total = sum(tallies);
    console.log(`\n${line(total)}`);
    process.exitCode = total.failed === 0 ? 0 : 1;
  } catch (error) {
    await rm(scratch, { recursive: true, force: true });
    fail(error);
  }
  await rm(scratch, { recursive: true, force: true });
}

/** A program without tests of its own: one check that passes or fails. */
async function check(args) {
  const code = await show(args);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

async function vitestPart(project, scratch) {
  const report = path.join(scratch, `${project}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await show([vitest, 'run', '--project', project, ...reporters], { DATABASE_URL: '' });
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = await readReport(report);
  return whole(code, {
    passed: numPassedTests,
    failed: numFailedTests,
    skipped: numPendingTests + numTodoTests,
  });
}

async function playwrightPart(scratch) {
  let chromium = '';
  await step('Chromium', async (note) => (chromium = await ensureChromium(note)));
  await allowTypeScript();
  const { freePort } = await import('../../lib/database/port.ts');
  const report = path.join(scratch, 'e2e.json');
  const code = await show([bin('@playwright/test/cli.js'), 'test', '--reporter=list,json'], {
    CHROMIUM_PATH: chromium,
    DATABASE_URL: '',
    E2E_PORT: String(await freePort()),
    E2E_DATA_DIR: path.join(scratch, 'e2e'),
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  });
  const { stats } = await readReport(report);
  return whole(code, {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
  });
}

/** A file that did not load or a server that did not come up fails no single test, and the part all the same. */
function whole(code, tally) {
  return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

async function readReport(file) {
  const empty = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };
  const stats = { expected: 0, flaky: 0, unexpected: 0, skipped: 0 };
  return readFile(file, 'utf8').then(JSON.parse, () => ({ ...empty, stats }));
}

/** The program that runs now, and what tells that an end was asked for. */
let running;
const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => {
    interruption.abort(new Fault('Interrupted.'));
    // It has servers and browsers to put away; Ctrl-C reached it already.
    if (signal === 'SIGTERM') running?.kill('SIGINT');
  });

/** Runs a Node program with its output in sight; resolves with its exit code. */
function show(args, env = {}) {
  interruption.signal.throwIfAborted();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    running = child;
    child.once('error', () => resolve(1));
    child.once('close', (code) => resolve(code ?? 1));
  });
}

const sum = (tallies) =>
  tallies.reduce((total, { passed, failed, skipped }) => ({
    passed: total.passed + passed,
    failed: total.failed + failed,
    skipped: total.skipped + skipped,
  }));

const line = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`;
