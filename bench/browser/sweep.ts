import type { Page } from '@playwright/test';
import { roundTiming, timingOf } from '../measure';

/** Two texts of as many tokens, the wording of which is the same. */
export const TEXTS = {
  text: 'And the capital of France is Paris. The capital of Germany is Berlin. The capital of Spain is',
  source: 'And the capital of Spain is Madrid. The capital of France is Paris. The capital of Italy is',
};

/** Tokens of each, without the beginning-of-sequence token. */
const TOKENS = 20;

/**
 * Every patch of one text by another, measured as the page does it, once its model is there: how long until all cells
 * are known, and until the first are.
 */
export async function measureSweep(
  page: Page,
  { model, runs }: { model: string; runs: number },
): Promise<object> {
  const found = await page.evaluate(
    async ({ url, texts, runs }) => {
      const host = harness.open(['wasm'], 600_000);
      const began = performance.now();
      const [engine, tokenizer] = await Promise.all([host.load({ url }), harness.tokenizerOf(url)]);
      const loadMs = performance.now() - began;
      const how = await harness.measureOf('patch');
      const all: number[] = [];
      const first: number[] = [];
      let sites = 0;
      let tokens = 0;
      // The first compiles the graph of a sweep, which a reader waits for, too.
      for (let run = 0; run <= runs; run++) {
        const start = performance.now();
        let seen: number | undefined;
        const { detail } = await how.detail!({ engine, tokenizer }, texts, undefined, () => {
          seen ??= performance.now() - start;
        });
        all.push(performance.now() - start);
        first.push(seen ?? all.at(-1)!);
        const map = detail as { tokens: string[]; cells: unknown[][] };
        tokens = map.tokens.length;
        sites = map.cells.flat().filter((cell) => cell !== null).length;
      }
      await host.close();
      return { loadMs, all, first, sites, tokens, cores: navigator.hardwareConcurrency };
    },
    { url: `/models/${model}`, texts: TEXTS, runs },
  );
  if (found.tokens !== TOKENS) throw new Error(`the text has ${found.tokens} tokens, not ${TOKENS}`);
  const timings = ([once, ...later]: number[]) => ({
    first: Math.round(once!),
    ...roundTiming(timingOf(later)),
  });
  return {
    benchmark: 'live sweep in the browser',
    model,
    provider: 'wasm',
    cores: found.cores,
    tokens: found.tokens,
    sites: found.sites,
    runs,
    loadMs: Math.round(found.loadMs),
    ms: timings(found.all),
    firstCellsMs: timings(found.first),
  };
}
