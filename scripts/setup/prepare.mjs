import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { access, constants, copyFile, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { step } from './progress.mjs';
import { run } from './run.mjs';

/** Root of the checkout. */
export const root = path.resolve(import.meta.dirname, '../..');

// Where packages would otherwise fetch something beside themselves from the network.
const quiet = {
  ONNXRUNTIME_NODE_INSTALL: 'skip',
  PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
  NEXT_TELEMETRY_DISABLED: '1',
  CHECKPOINT_DISABLE: '1',
};

// Loaded on demand by the page, from its own server; `asyncify` is the build that has WebGPU.
const ORT_FILES = ['', '.asyncify'].flatMap((build) =>
  ['mjs', 'wasm'].map((kind) => `ort-wasm-simd-threaded${build}.${kind}`),
);

/**
 * Everything a checkout needs before a line of TypeScript can run; each step is skipped where it is done.
 * @param {AbortSignal} [signal] ends it half-way
 */
export async function prepare(signal) {
  await step('Packages', (note) => install(note, signal));
  await step('Store client', (note) => generate(note, signal));
  await step('ONNX Runtime', copyRuntime);
  signal?.throwIfAborted();
}

async function install(note, signal) {
  if (await installed()) return 'up to date';
  await access(root, constants.W_OK);
  note('npm ci, a minute or two');
  await run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], {
    cwd: root,
    // Whatever calls this may have set it, and npm would then leave half of the packages out.
    env: { ...quiet, NODE_ENV: 'development' },
    hint: 'Is the package registry reachable, and the folder writable?',
    signal,
  });
}

/** Whether node_modules is what the lock file says, by npm's own record of what it installed and the folders there. */
async function installed() {
  const read = async (file) => JSON.parse(await readFile(path.join(root, file), 'utf8')).packages;
  try {
    const [wanted, present] = await Promise.all([
      read('package-lock.json'),
      read('node_modules/.package-lock.json'),
    ]);
    return Object.entries(wanted).every(
      ([name, entry]) =>
        name === '' ||
        entry.link ||
        (present[name]?.version === entry.version && existsSync(path.join(root, name, 'package.json'))) ||
        (!present[name] && entry.optional),
    );
  } catch {
    return false;
  }
}

async function generate(note, signal) {
  const output = path.join(root, 'lib/store/generated');
  const stamp = path.join(output, '.stamp');
  const wanted = await hashOf('prisma/schema.prisma', 'node_modules/prisma/package.json');
  if ((await readFile(stamp, 'utf8').catch(() => '')) === wanted) return 'up to date';
  await mkdir(output, { recursive: true });
  note('prisma generate');
  const prisma = path.join(root, 'node_modules/prisma/build/index.js');
  await run(process.execPath, [prisma, 'generate'], {
    cwd: root,
    // Generating needs no schema engine, but Prisma would download one first.
    env: {
      ...quiet,
      PRISMA_SCHEMA_ENGINE_BINARY: process.platform === 'win32' ? process.execPath : '/bin/true',
    },
    signal,
  });
  await writeFile(stamp, wanted);
}

async function copyRuntime() {
  const from = path.join(root, 'node_modules/onnxruntime-web/dist');
  const to = path.join(root, 'public/ort');
  await mkdir(to, { recursive: true });
  let copied = 0;
  for (const name of ORT_FILES) {
    const [source, target] = await Promise.all([
      stat(path.join(from, name)),
      stat(path.join(to, name)).catch(() => null),
    ]);
    if (target?.size === source.size && target.mtimeMs >= source.mtimeMs) continue;
    await copyFile(path.join(from, name), path.join(to, `${name}.new`));
    await rename(path.join(to, `${name}.new`), path.join(to, name));
    copied++;
  }
  return copied === 0 ? 'up to date' : `${copied} files copied`;
}

async function hashOf(...files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(await readFile(path.join(root, file)));
  return hash.digest('hex');
}

/** Lets TypeScript be imported from here on. */
export async function allowTypeScript() {
  const { register } = await import('tsx/esm/api');
  register({ tsconfig: path.join(root, 'tsconfig.json') });
}
