import { parentPort } from 'node:worker_threads';
import * as Comlink from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { readWhole } from '@/lib/engine/node-folder';
import { nodeRuntime } from '@/lib/engine/runtime-node';
import { createWorkerApi } from '@/lib/engine/worker-api';

if (!parentPort) throw new Error('this file runs only in a worker thread');

const api = createWorkerApi({
  async runtime(provider) {
    if (provider !== 'cpu') throw new Error(`Node has no ${provider} provider; use cpu`);
    return nodeRuntime();
  },
  folder: async ({ url, base }) => readWhole(url, base?.url),
});

Comlink.expose(api, nodeEndpoint(parentPort));
