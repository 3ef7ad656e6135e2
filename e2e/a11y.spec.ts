import { expect, test } from '@playwright/test';
import { expectNoViolationsInBothThemes } from './axe';
import { firstItem, hydrated, itemPath, runPathOf, TARGET, where } from './support';

const looks = [
  { name: 'desktop', viewport: { width: 1440, height: 900 } },
  { name: 'phone', viewport: { width: 390, height: 844 } },
];

for (const { name, ...look } of looks)
  test.describe(name, () => {
    test.use(look);
    // axe measures the contrast of every text of many pages, twice.
    test.describe.configure({ timeout: 300_000 });

    test('axe finds nothing on any page', async ({ page, request }) => {
      const item = await firstItem(request);
      for (const path of [
        '/',
        `/${TARGET}/patching?${await where(request, { self: 'wrong', other: 'right' })}`,
        `/${TARGET}/patching?q=no+text+holds+this`,
        itemPath(item),
        `${itemPath(item)}?layer=0&pos=0`,
        `${itemPath(item)}?as=table`,
        `/${TARGET}/patching/own`,
        `/${TARGET}/playground`,
        '/models',
        `/models/${TARGET}`,
        '/compare',
        '/runs',
        '/docs/api',
        await runPathOf(request),
        '/nowhere/at/all',
      ]) {
        await page.goto(path, { waitUntil: 'load' });
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await hydrated(page);
        await test.step(path, () => expectNoViolationsInBothThemes(page));
      }
    });

    test('axe finds nothing on what opens above a page', async ({ page, request }) => {
      const item = await firstItem(request);
      await page.goto(itemPath(item));
      await hydrated(page);

      await page.keyboard.press('/');
      const palette = page.getByRole('dialog', { name: 'Search' });
      await expect(palette.getByRole('option').first()).toBeVisible();
      await test.step('palette', () => expectNoViolationsInBothThemes(page));
      await palette.getByRole('combobox').fill(item.subject);
      await expect(palette.getByText(`Patching of ${TARGET}`)).toBeVisible();
      await test.step('palette with what it found', () => expectNoViolationsInBothThemes(page));
      await palette.getByRole('combobox').fill('no text holds this');
      await expect(palette.getByText('No text in the store holds')).toBeVisible();
      await test.step('palette that found nothing', () => expectNoViolationsInBothThemes(page));
      await page.keyboard.press('Escape');
      await expect(palette).toBeHidden();

      await page.keyboard.press('?');
      const keys = page.getByRole('dialog', { name: 'Keys' });
      await expect(keys).toBeVisible();
      await test.step('keys', () => expectNoViolationsInBothThemes(page));
      await page.keyboard.press('Escape');
      await expect(keys).toBeHidden();

      await page.keyboard.press('s');
      const share = page.getByRole('dialog', { name: 'Share this view' });
      await expect(share).toBeVisible();
      await test.step('share', () => expectNoViolationsInBothThemes(page));
      await page.route('**/api/v1/permalinks', (route) => route.abort());
      await share.getByRole('button', { name: 'Make a link' }).click();
      await expect(share.getByText('No link was made')).toBeVisible();
      await test.step('share that failed', () => expectNoViolationsInBothThemes(page));
      await page.unroute('**/api/v1/permalinks');
      await share.getByRole('button', { name: 'Make a link' }).click();
      await expect(share.getByRole('textbox', { name: 'Link' })).toBeVisible();
      await test.step('share with its link', () => expectNoViolationsInBothThemes(page));
    });
  });

test('a reader with a keyboard alone goes from the first tab stop to a claim', async ({ page, request }) => {
  const item = await firstItem(request);
  await page.goto(itemPath(item));
  await hydrated(page);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  const map = page.getByRole('grid', { name: 'measured effect' });
  for (let stops = 0; stops < 30; stops++) {
    await page.keyboard.press('Tab');
    if (await map.evaluate((grid) => grid.contains(document.activeElement))) break;
  }
  await expect(map.locator(':focus')).toHaveAttribute('aria-selected', 'true');
  // One more stop leaves the map, however many cells it has.
  await page.keyboard.press('Tab');
  expect(await map.evaluate((grid) => grid.contains(document.activeElement))).toBe(false);
});
