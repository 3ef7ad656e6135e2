import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { readCheckpoint } from '@/lib/model/checkpoint';
import { parseConfig } from '@/lib/model/config';
import { onnxModel } from './onnx-model';

// Fetched when asked for: half a gigabyte with what it brings for Node, of which the files for browsers are used.
const PACKAGE = '@huggingface/transformers';
const VERSION = '4.3.1';

/** The worker of transformers.js, its ONNX Runtime, and a model that it reads, in a folder to be served. */
export interface Rival {
  version: string;
  folder: string;
  remove(): Promise<void>;
}

/** Which build of ONNX Runtime the worker brings: the one of the package, or the one for processors alone. */
export const BUILDS = ['published', 'plain'] as const;
export type Build = (typeof BUILDS)[number];

/** Fetches transformers.js by npm and exports a model folder for it, all into a temporary folder. */
export async function makeRival(modelFolder: string): Promise<Rival> {
  const folder = await mkdtemp(path.join(tmpdir(), 'mirrorscope-transformers-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    await promisify(execFile)('npm', [
      ...['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', '--no-save'],
      `${PACKAGE}@${VERSION}`,
    ]);
    for (const kind of BUILDS) await bundle(folder, kind);
    await exportModel(modelFolder, path.join(folder, 'models', path.basename(modelFolder)));
    return { version: VERSION, folder, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function bundle(folder: string, kind: Build): Promise<void> {
  await build({
    entryPoints: { [kind]: path.join(import.meta.dirname, 'rival.worker.ts') },
    outdir: folder,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    nodePaths: [path.join(folder, 'node_modules')],
    ...(kind === 'plain' && { alias: { 'onnxruntime-web/webgpu': 'onnxruntime-web/wasm' } }),
    logLevel: 'error',
  });
}

/** A model folder in the layout of optimum, with float32 weights and nothing that ends a text early. */
async function exportModel(from: string, to: string): Promise<void> {
  const read = (name: string) => readFile(path.join(from, name));
  const fields = JSON.parse(String(await read('config.json'))) as object;
  const config = parseConfig(JSON.stringify(fields));
  await mkdir(path.join(to, 'onnx'), { recursive: true });
  await writeFile(path.join(to, 'onnx', 'model.onnx'), onnxModel(config, await readCheckpoint(config, read)));
  await writeFile(path.join(to, 'config.json'), JSON.stringify({ ...fields, eos_token_id: null }));
  for (const name of ['tokenizer.json', 'tokenizer_config.json'])
    await copyFile(path.join(from, name), path.join(to, name));
}
