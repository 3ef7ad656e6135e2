import * as Comlink from 'comlink';
import type { Engine } from '@/lib/engine/engine';
import { fetchFolder } from '@/lib/engine/fetch-folder';
import { loadEngine } from '@/lib/engine/load';
import type { Runtime } from '@/lib/engine/runtime';
import { webRuntime } from '@/lib/engine/runtime-web';
import type { EngineWorkerApi } from '@/lib/engine/worker-protocol';

let runtime: Runtime | undefined;
let downloads = new AbortController();
const engines = new Map<string, Promise<Engine>>();
const downloading = new Set<string>();

function engine(url: string): Promise<Engine> {
  const loaded = engines.get(url);
  if (!loaded) throw new Error(`${url} is not loaded`);
  return loaded;
}

/** Weights are kept between visits where the browser allows it. */
async function openCache(): Promise<Cache | undefined> {
  return globalThis.caches?.open('mirrorscope-models').catch(() => undefined);
}

/** The engine behind a page: one provider, any number of models, nothing on the main thread. */
const api: EngineWorkerApi = {
  async start(provider) {
    runtime = await webRuntime(provider);
  },
  async load({ url, weightsHash }, onProgress) {
    const current = runtime;
    if (!current) throw new Error('the worker has no provider yet');
    let loading = engines.get(url);
    if (!loading) {
      // Taken before anything is awaited: a cancellation after this line is meant for this download.
      const { signal } = downloads;
      loading = openCache().then((cache) =>
        loadEngine(current, fetchFolder(url, { weightsHash, onProgress, signal, cache })),
      );
      engines.set(url, loading);
      downloading.add(url);
      try {
        await loading;
      } catch (error) {
        if (engines.get(url) === loading) engines.delete(url);
        throw error;
      } finally {
        downloading.delete(url);
      }
    }
    return (await loading).info;
  },
  cancel() {
    downloads.abort(new Error('cancelled'));
    downloads = new AbortController();
    // Who asks for one of them from now on begins anew.
    for (const url of downloading) engines.delete(url);
  },
  async unload(url) {
    const loaded = engines.get(url);
    engines.delete(url);
    await (await loaded)?.dispose();
  },
  trace: async (url, ids, options) => (await engine(url)).trace(ids, options),
  intervene: async (url, ids, edits, options) => (await engine(url)).intervene(ids, edits, options),
  generate: async (url, prompts, options) => (await engine(url)).generate(prompts, options),
  deviceLost: () => runtime?.lost ?? new Promise(() => undefined),
};

Comlink.expose(api);
