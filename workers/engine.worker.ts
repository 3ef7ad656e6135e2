import * as Comlink from 'comlink';
import { fetchFolder } from '@/lib/engine/fetch-folder';
import { webRuntime } from '@/lib/engine/runtime-web';
import { createWorkerApi } from '@/lib/engine/worker-api';

/** Weights are kept between visits where the browser allows it. */
async function openCache(): Promise<Cache | undefined> {
  return globalThis.caches?.open('mirrorscope-models').catch(() => undefined);
}

const api = createWorkerApi({
  runtime(provider) {
    if (provider === 'cpu') throw new Error('a browser has no cpu provider; use wasm');
    return webRuntime(provider);
  },
  async folder({ url, weightsHash, base }, { signal, onProgress }) {
    const options = { onProgress, signal, cache: await openCache() };
    return fetchFolder(url, {
      ...{ ...options, weightsHash },
      base: base && fetchFolder(base.url, { ...options, weightsHash: base.weightsHash }),
    });
  },
});

Comlink.expose(api);
