import path from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { serveEngine } from '../e2e/engine/serve';
import { chromiumArguments, findChromium } from '../scripts/setup/chromium.mjs';
import { RIVAL, measureDecoding } from './browser/decoding';
import { measureInteraction } from './browser/interaction';
import { BUILDS, makeRival } from './browser/rival';
import { TEXTS, measureSweep } from './browser/sweep';
import { startServer } from './server';

export const PARTS = ['sweep', 'decoding', 'interaction'] as const;
export type Part = (typeof PARTS)[number];

const NEW_TOKENS = 64;

/** A busy machine takes its time (milliseconds). */
const PATIENCE_MS = 300_000;

/**
 * What a reader's browser does, in a real Chromium on WASM with threads: every patch of a text, writing beside
 * transformers.js, and how long a page takes to answer keys and clicks while its models work. A line for each.
 *
 * @param app address of the app where it is served already; one is started otherwise
 */
export async function* benchBrowser({ parts, model, runs, app }: Settings) {
  const browser = await chromium.launch({
    executablePath: (await findChromium()) ?? undefined,
    args: chromiumArguments(false),
  });
  try {
    if (parts.includes('sweep'))
      yield await onHarness(browser, {}, (page) => measureSweep(page, { model, runs }));
    if (parts.includes('decoding')) yield* decoding(browser, { model, runs });
    if (parts.includes('interaction')) yield await onApp(browser, model, app);
  } finally {
    await browser.close();
  }
}

interface Settings {
  parts: readonly Part[];
  model: string;
  runs: number;
  app?: string;
}

async function* decoding(browser: Browser, { model, runs }: { model: string; runs: number }) {
  const rival = await makeRival(path.join('public', 'models', model));
  try {
    for (const build of BUILDS) {
      const settings = { model, build, prompt: TEXTS.text, tokens: NEW_TOKENS, runs };
      const found = await onHarness(browser, { [RIVAL]: rival.folder }, (page) =>
        measureDecoding(page, settings),
      );
      yield { ...found, transformers: rival.version, onnxRuntimeOfTransformers: build };
    }
  } finally {
    await rival.remove();
  }
}

/** Opens the page that has the app's engine and nothing else, isolated as the app is. */
async function onHarness<T>(
  browser: Browser,
  folders: Record<string, string>,
  run: (page: Awaited<ReturnType<Browser['newPage']>>) => Promise<T>,
): Promise<T> {
  const served = await serveEngine(folders);
  const page = await browser.newPage();
  // What runs this script keeps the names of functions by a helper, which functions that are sent to a page bring along.
  await page.addInitScript({ content: 'globalThis.__name = (named) => named;' });
  try {
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(served.url);
    await page.waitForFunction(() => 'harness' in globalThis && crossOriginIsolated);
    return await run(page);
  } finally {
    await page.close();
    await served.close();
  }
}

async function onApp(browser: Browser, target: string, app: string | undefined) {
  const server = app === undefined ? await startServer() : null;
  try {
    return await measureInteraction(browser, { address: app ?? server!.address, target });
  } finally {
    await server?.stop();
  }
}
