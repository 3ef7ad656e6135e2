'use client';

import type { Engine } from '@/lib/engine/engine';
import { checkParity, type Parity } from '@/lib/engine/parity';
import { EngineHost, pageThread } from '@/lib/engine/remote';
import { hashedAddress } from '@/lib/hashed-address';
import { parseTokenizer, type Tokenizer } from '@/lib/model/tokenizer';
import type { Provider } from '@/lib/words';
import type { LiveModel } from './setup';

/** A model that is ready in the worker of this page. */
export interface LoadedModel {
  engine: Engine;
  tokenizer: Tokenizer;
}

// One worker a page, whatever is shown: going from question to question loads nothing twice.
let host: Promise<EngineHost> | undefined;
const loaded = new Map<string, Promise<LoadedModel>>();

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

const spawn = () =>
  pageThread(new Worker(new URL('../../workers/engine.worker.ts', import.meta.url), { type: 'module' }));

function engineHost(): Promise<EngineHost> {
  host ??= providers().then((order) => new EngineHost({ spawn, providers: order }));
  return host;
}

/**
 * Runs the golden prompt of a loaded model on this page's provider and on WASM, in a worker that is ended afterwards.
 * The weights come from the cache. Throws an Error when the model is not loaded or WASM does not run here.
 */
export async function checkModel({ path, contentHash }: LiveModel): Promise<Parity> {
  const known = await loaded.get(contentHash);
  if (!known) throw new Error(`${path} is not loaded`);
  const reference = new EngineHost({ spawn, providers: ['wasm'] });
  try {
    return await checkParity(known.engine, await reference.load({ url: path, weightsHash: contentHash }));
  } finally {
    await reference.close();
  }
}

async function fetchTokenizer({ path, contentHash }: LiveModel): Promise<Tokenizer> {
  const read = async (name: string) => {
    const response = await fetch(hashedAddress(`${path}/${name}`, contentHash));
    return response.ok ? response.text() : null;
  };
  const [tokenizer, config] = await Promise.all([read('tokenizer.json'), read('tokenizer_config.json')]);
  if (tokenizer === null) throw new Error(`${path}/tokenizer.json cannot be loaded`);
  return parseTokenizer(tokenizer, config ?? undefined);
}

/** Bytes that have to be fetched before all of these models are ready. */
export const bytesToFetch = (models: readonly LiveModel[]): number =>
  models.reduce((sum, model) => (loaded.has(model.contentHash) ? sum : sum + model.bytes), 0);

/**
 * Loads a model folder into the page's worker, or gives what is there already.
 * @param onBytes bytes of the weights received so far
 * @throws Error naming the file that could not be had, or an AbortError when `signal` stops it
 */
export async function loadModel(
  model: LiveModel,
  { signal, onBytes }: { signal: AbortSignal; onBytes: (bytes: number) => void },
): Promise<LoadedModel> {
  try {
    const known = await loaded.get(model.contentHash);
    if (known) return known;
  } catch (error) {
    // Whoever asked first gave up; that is no reason to stop here.
    if (signal.aborted) throw error;
  }
  const engines = await engineHost();
  const stop = () => void engines.cancel();
  signal.addEventListener('abort', stop);
  const loading = Promise.all([
    engines.load({ url: model.path, weightsHash: model.contentHash }, ({ file, received }) => {
      if (file === 'model.safetensors') onBytes(received);
    }),
    fetchTokenizer(model),
  ]).then(([engine, tokenizer]) => ({ engine, tokenizer }));
  loaded.set(model.contentHash, loading);
  try {
    return await loading;
  } catch (error) {
    loaded.delete(model.contentHash);
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
