import { expect, test } from '@playwright/test';
import { firstItem, hydrated, itemPath, shifted, TARGET, watchShifts } from './support';

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
      await watchShifts(page);
      const item = itemPath(await firstItem(request));
      for (const path of ['/', `/${TARGET}/patching`, item, '/compare', `/${TARGET}/playground`]) {
        await page.goto(path, { waitUntil: 'load' });
        await hydrated(page);
        await page.waitForTimeout(SETTLED_MS);
        expect.soft(await shifted(page), path).toBeLessThan(MOST_MOVED);
      }
    });
  });
