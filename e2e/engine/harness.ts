/**
 * What a page of the app does with the engine, without the app: bundled by serve.ts and driven through
 * `page.evaluate`. Nothing here stands in for a part of the engine; the worker is the app's own.
 */
import { checkParity } from '@/lib/engine/parity';
import { EngineHost, pageThread } from '@/lib/engine/remote';
import type { Provider } from '@/lib/words';
import { parseSidecar } from '@/lib/explainer/sidecar';
import { explain } from '@/lib/explainer/trained';
import { parseTokenizer } from '@/lib/model/tokenizer';
import { measureOf } from '@/lib/task/measures';
import { taskOf } from '@/lib/task/tasks';

/** Every worker that was started, so that a test can end one behind the host's back. */
const workers: Worker[] = [];

function open(providers: Provider[], timeout?: number): EngineHost {
  return new EngineHost({
    spawn: () => {
      const worker = new Worker('/engine.worker.js', { type: 'module' });
      workers.push(worker);
      return pageThread(worker);
    },
    providers,
    timeout,
  });
}

async function tokenizerOf(url: string) {
  return parseTokenizer(await (await fetch(`${url}/tokenizer.json`)).text());
}

async function sidecarOf(url: string) {
  return parseSidecar(await (await fetch(`${url}/explainer.json`)).text());
}

const harness = { open, checkParity, workers, tokenizerOf, sidecarOf, measureOf, taskOf, explain };

export type Harness = typeof harness;

declare global {
  var harness: Harness;
}

globalThis.harness = harness;
