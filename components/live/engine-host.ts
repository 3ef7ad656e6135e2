'use client';

import { sum } from 'd3-array';
import type { ModelFiles } from '@/lib/engine/inspect-folder';
import { checkParity, type Parity } from '@/lib/engine/parity';
import { EngineHost, pageThread } from '@/lib/engine/remote';
import type { Device } from '@/lib/engine/room';
import type { ModelRequest } from '@/lib/engine/worker-protocol';
import { hashedAddress } from '@/lib/hashed-address';
import { PROJECTION_FILE } from '@/lib/explainer/sidecar';
import type { Parameters } from '@/lib/model/parameters';
import { readSafetensors } from '@/lib/model/safetensors';
import { idsTokenizer } from '@/lib/model/ids-tokenizer';
import { parseTokenizer, type Tokenizer } from '@/lib/model/tokenizer';
import type { LoadedModel } from '@/lib/task/measure';
import type { Provider } from '@/lib/words';
import type { LiveModel } from './setup';

// One worker a page, whatever is shown: going from question to question loads nothing twice.
let host: Promise<EngineHost> | undefined;

/**
 * Providers to try, best first. A GPU that is emulated on the CPU is slower than WASM, so it is used only when the
 * address asks for it (`?provider=webgpu`).
 */
async function providers(): Promise<Provider[]> {
  const asked = new URLSearchParams(location.search).get('provider');
  if (asked === 'webgpu' || asked === 'wasm') return [asked];
  const adapter = 'gpu' in navigator ? await navigator.gpu.requestAdapter().catch(() => null) : null;
  return adapter && !adapter.info.isFallbackAdapter ? ['webgpu', 'wasm'] : ['wasm'];
}

/** Where models of this page run, as far as can be known before one does. */
export async function deviceHere(): Promise<Device> {
  const [provider] = await providers();
  if (provider !== 'webgpu') return { provider: 'wasm' };
  const adapter = await navigator.gpu.requestAdapter();
  return { provider, bindingBytes: adapter?.limits.maxStorageBufferBindingSize };
}

function requestOf({ path, contentHash, folder, base }: LiveModel): ModelRequest {
  if (folder) return { url: path, files: folder.files };
  const shared = base && { url: base.path, weightsHash: base.contentHash };
  return { url: path, weightsHash: contentHash, base: shared };
}

const spawn = () =>
  pageThread(new Worker(new URL('../../workers/engine.worker.ts', import.meta.url), { type: 'module' }));

function engineHost(): Promise<EngineHost> {
  host ??= providers().then((order) => new EngineHost({ spawn, providers: order }));
  return host;
}

async function fetchTokenizer(model: LiveModel, signal: AbortSignal): Promise<Tokenizer> {
  const { path, contentHash } = model.base ?? model;
  const read = async (name: string) => {
    const response = await fetch(hashedAddress(`${path}/${name}`, contentHash), { signal });
    return response.ok ? response.text() : null;
  };
  const [tokenizer, config] = await Promise.all([read('tokenizer.json'), read('tokenizer_config.json')]);
  if (tokenizer === null) throw new Error(`${path}/tokenizer.json cannot be loaded`);
  return parseTokenizer(tokenizer, config ?? undefined);
}

/** The tokenizer of a folder that lies on the reader's disk; without one, texts are token ids. */
async function readTokenizer(files: ModelFiles, vocab: number): Promise<Tokenizer> {
  const tokenizer = files.get('tokenizer.json');
  if (!tokenizer) return idsTokenizer(vocab);
  return parseTokenizer(await tokenizer.text(), await files.get('tokenizer_config.json')?.text());
}

/**
 * The maps of vectors into the embedding space of an explainer that was trained with some.
 * @throws Error naming the file that could not be had, or the reason of `signal`
 */
export async function fetchProjections(
  { path, contentHash }: LiveModel,
  signal: AbortSignal,
): Promise<Parameters> {
  const file = `${path}/${PROJECTION_FILE}`;
  const response = await fetch(hashedAddress(file, contentHash), { signal });
  if (!response.ok) throw new Error(`${file} cannot be loaded`);
  return readSafetensors(new Uint8Array(await response.arrayBuffer()));
}

/**
 * Loads a model folder into the page's worker, from the site or from where it lies on the reader's disk.
 * @param onBytes bytes of the weights received so far
 * @throws Error naming the file that could not be had, or the reason of `signal`
 */
export async function loadModel(
  model: LiveModel,
  { signal, onBytes }: { signal: AbortSignal; onBytes: (bytes: number) => void },
): Promise<LoadedModel> {
  const engines = await engineHost();
  signal.throwIfAborted();
  const stop = () => void engines.cancel();
  signal.addEventListener('abort', stop);
  try {
    const { folder } = model;
    const files = new Map<string, number>();
    const [engine, tokenizer] = await Promise.all([
      engines.load(requestOf(model), ({ file, received }) => {
        if (!file.endsWith('.safetensors')) return;
        files.set(file, received);
        onBytes(sum(files.values()));
      }),
      folder ? null : fetchTokenizer(model, signal),
    ]);
    return { engine, tokenizer: tokenizer ?? (await readTokenizer(folder!.files, engine.info.vocab)) };
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/**
 * Runs the golden prompt of a loaded model on this page's provider and on WASM, in a worker that is ended afterwards.
 * The weights come from the cache.
 * @throws Error when WASM does not run here
 */
export async function checkModel({ engine }: LoadedModel, model: LiveModel): Promise<Parity> {
  const reference = new EngineHost({ spawn, providers: ['wasm'] });
  try {
    return await checkParity(engine, await reference.load(requestOf(model)));
  } finally {
    await reference.close();
  }
}
