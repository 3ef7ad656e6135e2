import { Worker } from 'node:worker_threads';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import type { EngineThread } from './remote';

/** A thread of Node that runs the engine, so that whoever asks is never blocked by a run. */
export function nodeThread(): EngineThread {
  const worker = new Worker(new URL('../../workers/engine.node.mjs', import.meta.url));
  return {
    endpoint: nodeEndpoint(worker),
    terminate: () => void worker.terminate(),
    onFailure(listener) {
      worker.on('error', (error: Error) => listener(error.message));
      worker.on('exit', (code) => listener(`the engine thread ended with code ${code}`));
    },
  };
}
