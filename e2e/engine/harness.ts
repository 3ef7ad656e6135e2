/**
 * What a page of the app does with the engine, without the app: bundled by serve.ts and driven through
 * `page.evaluate`. Nothing here stands in for a part of the engine; the worker is the app's own.
 */
import { checkParity } from '@/lib/engine/parity';
import { EngineHost, pageThread } from '@/lib/engine/remote';
import type { Provider } from '@/lib/question/types';
import { explain } from '@/lib/explainer/trained';
import type { ExplainerSidecar } from '@/lib/explainer/types';
import { parseTokenizer } from '@/lib/model/tokenizer';
import { sweep } from '@/lib/truth/sweep';

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
  return (await (await fetch(`${url}/explainer.json`)).json()) as ExplainerSidecar;
}

/** Tasks that held the main thread for more than 50 ms since the page was opened; times in milliseconds. */
const longTasks: { startTime: number; duration: number }[] = [];
new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries()) longTasks.push({ startTime, duration });
}).observe({ type: 'longtask', buffered: true });

/** How much longer the same work takes at worst than at best: 1 where the processor is ours alone. */
async function slowness(): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 50; run++) {
    const began = performance.now();
    let x = 0;
    for (let i = 0; i < 2e5; i++) x = Math.sin(x + i);
    times.push(performance.now() - began);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return Math.max(...times) / Math.min(...times);
}

const harness = { open, checkParity, workers, longTasks, slowness, tokenizerOf, sidecarOf, sweep, explain };

export type Harness = typeof harness;

declare global {
  var harness: Harness;
}

globalThis.harness = harness;
