import { gzipSync } from 'node:zlib';
import { chromium, type Response } from '@playwright/test';
import { chromiumArguments, findChromium } from '../scripts/setup/chromium.mjs';
import { MAIN_PAGES, placeOf } from './main-pages';
import { round } from './measure';
import { startServer } from './server';

/** What the script of a main page may weigh when it is opened, in KB of gzip. */
const MOST_KB = 180;
/** A busy machine takes its time (milliseconds). */
const PATIENCE_MS = 120_000;

/**
 * The script that pages of the built app load by themselves, in KB of gzip: all that a browser fetches until it is at rest, without
 * a reader who points at anything. A result for each page.
 *
 * @param pages addresses or names of main pages; all of these unless given
 * @param app where the app is served already
 * @throws Error at the end, where a page weighs more than it may
 */
export async function* benchWeight({ pages = MAIN_PAGES, target, app }: Settings) {
  const executablePath = await findChromium();
  if (!executablePath) throw new Error('There is no Chromium: install one, or name it with CHROMIUM_PATH.');
  const server = app ? { address: app, stop: async () => undefined } : await startServer();
  const browser = await chromium.launch({ executablePath, args: chromiumArguments(false) });
  const heavy: string[] = [];
  try {
    for (const name of pages) {
      const page = await placeOf(name, server.address, target);
      // Nothing of one page is in the cache of the next.
      const context = await browser.newContext({ baseURL: server.address });
      const tab = await context.newPage();
      const scripts: Promise<number>[] = [];
      tab.on('response', (response) => {
        if (response.request().resourceType() === 'script') scripts.push(weightOf(response).catch(() => NaN));
      });
      await tab.goto(page, { waitUntil: 'networkidle', timeout: PATIENCE_MS });
      const weights = await Promise.all(scripts);
      await context.close();
      const scriptKB = round(weights.reduce((sum, weight) => sum + weight, 0) / 1024);
      if (scriptKB > MOST_KB) heavy.push(page);
      yield { benchmark: 'weight', page, scripts: weights.length, scriptKB, mostKB: MOST_KB };
    }
  } finally {
    await browser.close();
    await server.stop();
  }
  if (heavy.length > 0) throw new Error(`${heavy.join(', ')}: more than ${MOST_KB} KB of script`);
}

interface Settings {
  pages?: readonly string[];
  target: string;
  app?: string;
}

const weightOf = async (response: Response): Promise<number> => gzipSync(await response.body()).length;
