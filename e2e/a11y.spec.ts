import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { firstItem, hydrated, itemPath, TARGET } from './support';

async function expectNoViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`),
  ).toEqual([]);
}

const looks = [
  { name: 'desktop, light', viewport: { width: 1440, height: 900 }, colorScheme: 'light' as const },
  { name: 'desktop, dark', viewport: { width: 1440, height: 900 }, colorScheme: 'dark' as const },
  { name: 'phone, dark', viewport: { width: 390, height: 844 }, colorScheme: 'dark' as const },
  { name: 'phone, light', viewport: { width: 390, height: 844 }, colorScheme: 'light' as const },
];

for (const { name, ...look } of looks)
  test.describe(name, () => {
    test.use(look);
    // axe measures the contrast of every text of eight pages.
    test.describe.configure({ timeout: 300_000 });

    test('axe finds nothing on any page', async ({ page, request }) => {
      const item = await firstItem(request);
      for (const path of [
        '/',
        `/${TARGET}/patching?self=wrong&other=right`,
        `/${TARGET}/patching?q=no+text+holds+this`,
        itemPath(item),
        `${itemPath(item)}?layer=0&pos=0`,
        `${itemPath(item)}?as=table`,
        `/${TARGET}/patching/own`,
        '/nowhere/at/all',
      ]) {
        await page.goto(path, { waitUntil: 'load' });
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await hydrated(page);
        await test.step(path, () => expectNoViolations(page));
      }
    });
  });

test('axe finds nothing on the dialogs', async ({ page, request }) => {
  const item = await firstItem(request);
  await page.goto(itemPath(item));
  await hydrated(page);
  await page.keyboard.press('s');
  await expect(page.getByRole('dialog', { name: 'Share this view' })).toBeVisible();
  await expectNoViolations(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await expectNoViolations(page);
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
