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

function engine(url: string): Promise<Engine> {
  const loaded = engines.get(url);
  if (!loaded) throw new Error(`${url} is not loaded`);
  return loaded;
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
      const cache = await globalThis.caches?.open('mirrorscope-models').catch(() => undefined);
      loading = loadEngine(
        current,
        fetchFolder(url, { weightsHash, onProgress, signal: downloads.signal, cache }),
      );
      engines.set(url, loading);
      loading.catch(() => engines.delete(url));
    }
    return (await loading).info;
  },
  cancel() {
    downloads.abort(new Error('cancelled'));
    downloads = new AbortController();
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
