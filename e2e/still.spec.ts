import { expect, test } from '@playwright/test';
import { firstItem, hydrated, itemPath, TARGET } from './support';

/** A tenth is what Lighthouse calls good; a line of text more where the typefaces arrive is a little above that on a phone. */
const MOST_MOVED = 0.12;
/** Long enough for what a page fetches once it is there (milliseconds). */
const SETTLED_MS = 2500;

for (const [name, viewport] of [
  ['desktop', { width: 1350, height: 940 }],
  ['phone', { width: 412, height: 823 }],
] as const)
  test.describe(name, () => {
    test.use({ viewport });

    test('main pages stand still while they load', async ({ page, request }) => {
      await page.addInitScript(() => {
        const moved = { total: 0 };
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) moved.total += (entry as unknown as { value: number }).value;
        }).observe({ type: 'layout-shift', buffered: true });
        Object.assign(globalThis, { moved });
      });
      const item = itemPath(await firstItem(request));
      for (const path of ['/', `/${TARGET}/patching`, item, '/compare', `/${TARGET}/playground`]) {
        await page.goto(path, { waitUntil: 'load' });
        await hydrated(page);
        await page.waitForTimeout(SETTLED_MS);
        const moved = await page.evaluate(
          () => (globalThis as unknown as { moved: { total: number } }).moved.total,
        );
        expect.soft(moved, path).toBeLessThan(MOST_MOVED);
      }
    });
  });
