import { expect, type Browser, type Page } from '@playwright/test';
import { itemPath } from '@/lib/api/paths';
import { patch } from '@/lib/task/patch';
import { firstQuestion } from '../first-question';
import { percentiles } from '../measure';

/** Keys of the map and of the page: choosing cells, going to each map, the table and back. */
const KEYS = [
  ...['1', 'ArrowLeft', 'ArrowUp', 'ArrowUp', 'ArrowRight', 'ArrowDown', 'Home', 'PageUp', 'End'],
  ...['t', 't', '2', 'ArrowLeft', '1', 'PageDown'],
];

/** Time between two of them: a quick reader. */
const PAUSE_MS = 120;

/** Longest wait (milliseconds) for models to come or for work to end. */
const PATIENCE = 300_000;

/** One key or click as the browser saw it, milliseconds. */
interface Interaction {
  kind: string;
  /** From the event to the next paint. */
  ms: number;
  /** Of it, before the page's own script was asked. */
  delayMs: number;
  /** Of it, in the page's own script. */
  scriptMs: number;
}

/**
 * The longest interaction to next paint (Event Timing) on the page of a patch question, while the sweep runs again and
 * explainers are asked about every cell, with keys and clicks in between all the time.
 */
export async function measureInteraction(
  browser: Browser,
  { address, target }: { address: string; target: string },
): Promise<object> {
  const id = await firstQuestion(address, target);
  const page = await browser.newPage({ baseURL: address, viewport: { width: 1280, height: 900 } });
  await page.addInitScript(watchEvents);
  await page.goto(`${itemPath(patch, target, id)}?provider=wasm`);
  const map = page.getByRole('grid', { name: 'measured effect' });
  await expect(map).toBeVisible();
  await page.waitForLoadState('networkidle');
  await readEvents(page);
  await keysAndClick(page, 0);
  const idle = await readEvents(page);
  const sweep = await whileWorking(page, /Measure again live/);
  const asking = await whileWorking(page, /Ask self about every cell/);
  await page.close();
  const all = [...sweep, ...asking];
  const longest = [...all].sort((a, b) => b.ms - a.ms)[0] ?? null;
  return {
    benchmark: 'interaction to next paint',
    page: 'patching item',
    interactions: { idle: idle.length, sweep: sweep.length, explanations: asking.length },
    longestMs: { idle: longestOf(idle), sweep: longestOf(sweep), explanations: longestOf(asking) },
    ms: percentiles(all.map(({ ms }) => ms)),
    longest,
  };
}

const longestOf = (some: readonly Interaction[]) => Math.max(0, ...some.map(({ ms }) => ms));

/** Starts work by its button, and presses keys and clicks until it is over: interactions of that time. */
async function whileWorking(page: Page, button: RegExp): Promise<Interaction[]> {
  await readEvents(page);
  await page.getByRole('button', { name: button }).first().click();
  const progress = page.getByRole('progressbar', { name: 'live work' });
  // It may be over before it is looked for.
  await progress.waitFor({ timeout: 3_000 }).catch(() => undefined);
  const until = performance.now() + PATIENCE;
  // Once round even where the work is over at once: what it brings is painted then.
  for (let round = 0; round === 0 || (await progress.count()) > 0; round++) {
    await keysAndClick(page, round);
    if (performance.now() > until) throw new Error('the live work did not end');
  }
  return readEvents(page);
}

/** Presses every key once, and clicks a cell, each time another. */
async function keysAndClick(page: Page, round: number): Promise<void> {
  for (const key of KEYS) {
    await page.keyboard.press(key);
    await page.waitForTimeout(PAUSE_MS);
  }
  const cells = page.locator('[data-map="measured effect"] [data-cell]');
  const count = await cells.count();
  if (count > 0) await cells.nth((round * 7) % count).click({ timeout: 5_000 });
}

/** Keeps every event that belongs to an interaction. */
function watchEvents(): void {
  const seen: [number, Interaction][] = [];
  Object.assign(globalThis, { interactionsSeen: seen });
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as PerformanceEventTiming[])
      if (entry.interactionId)
        seen.push([
          entry.interactionId,
          {
            kind: entry.name,
            ms: entry.duration,
            delayMs: Math.round(entry.processingStart - entry.startTime),
            scriptMs: Math.round(entry.processingEnd - entry.processingStart),
          },
        ]);
  });
  observer.observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);
}

/** Takes what was kept since the last time: of each interaction, its longest event. */
async function readEvents(page: Page): Promise<Interaction[]> {
  // Entries are handed over after the paint that they end with.
  await page.waitForTimeout(500);
  const seen = await page.evaluate(() =>
    (globalThis as unknown as { interactionsSeen: [number, Interaction][] }).interactionsSeen.splice(0),
  );
  const longest = new Map<number, Interaction>();
  for (const [id, event] of seen) if (event.ms > (longest.get(id)?.ms ?? 0)) longest.set(id, event);
  return [...longest.values()];
}
