import { expect, test, type Page } from '@playwright/test';
import { TERMS } from '../components/glossary/terms';
import { PATCH_TOUR } from '../components/task/patch/tour';
import { patch } from '../lib/task/patch';
import { expectNoViolations, expectNoViolationsInBothThemes } from './axe';
import { complaints, firstItem, hydrated, itemByMaps, itemPath, TARGET } from './support';

const panel = (page: Page) => page.getByRole('dialog', { name: /^Tour/ });
const lead = (page: Page) => page.getByRole('definition').first();

/** Goes from tab stop to tab stop until one has that name. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let stops = 0; stops < 60; stops++) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate(() => document.activeElement?.textContent?.trim())) === name) return;
  }
  throw new Error(`no tab stop is called ${name}`);
}

test('a word of the field says what it means by keyboard, by pointer and by tap', async ({ page }) => {
  const heard = complaints(page);
  await page.goto(`/?target=${TARGET}`);
  await hydrated(page);
  const tip = page.getByRole('tooltip');
  await tabTo(page, 'vector');
  const word = page.locator(':focus');
  await expect(tip).toContainText(TERMS.vector.plain);
  await expect(word).toHaveAccessibleDescription(new RegExp(TERMS.vector.plain.slice(0, 40)));
  await page.keyboard.press('Escape');
  await expect(tip).toBeHidden();
  await expect(word).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(tip).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(tip).toContainText(TERMS.layer.plain);
  await page.keyboard.press('Escape');

  const self = page.getByRole('definition').getByRole('button', { name: 'self' }).first();
  await self.hover();
  await expect(tip).toContainText(TERMS.self.plain);
  // It can be pointed at, and goes when nobody points at it.
  await tip.hover();
  await expect(tip).toBeVisible();
  await page.mouse.move(5, 5);
  await expect(tip).toBeHidden();
  heard.expectNone();
});

test('on a phone a tap opens a definition within the screen, and a tap elsewhere closes it', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({
    baseURL,
    viewport: { width: 390, height: 844 },
    hasTouch: true,
  });
  const page = await context.newPage();
  await page.goto(`/?target=${TARGET}`);
  await hydrated(page);
  const tip = page.getByRole('tooltip');
  await page.getByRole('definition').getByRole('button', { name: 'controls' }).tap();
  await expect(tip).toContainText(TERMS.control.plain);
  const box = await tip.boundingBox();
  expect(box!.x).toBeGreaterThanOrEqual(0);
  expect(box!.x + box!.width).toBeLessThanOrEqual(390);
  await page.getByRole('heading', { level: 1 }).tap();
  await expect(tip).toBeHidden();
  await context.close();
});

test('what a reader is told in is painted by the server, and changes on the spot', async ({ page }) => {
  const heard = complaints(page);
  await page.goto(`/?target=${TARGET}`);
  await hydrated(page);
  const html = page.locator('html');
  const words = page.getByRole('main').getByRole('group', { name: 'Words' });
  await expect(lead(page)).toContainText('small language model', { useInnerText: true });
  await words.getByRole('button', { name: 'research' }).click();
  await expect(html).toHaveAttribute('data-level', 'research');
  await expect(lead(page)).toContainText('argmax', { useInnerText: true });
  await expect(lead(page)).not.toContainText('small language model', { useInnerText: true });

  const served = await page.request.get(page.url());
  expect(await served.text()).toContain('data-level="research"');
  await page.reload();
  await hydrated(page);
  await expect(words.getByRole('button', { name: 'research' })).toHaveAttribute('aria-pressed', 'true');
  await tabTo(page, 'target');
  await expect(page.getByRole('tooltip')).toContainText(TERMS.target.research, { useInnerText: true });
  // Both switches of the page say the same.
  const below = page.getByRole('contentinfo').getByRole('button', { name: 'plain' });
  await below.click();
  await expect(words.getByRole('button', { name: 'plain' })).toHaveAttribute('aria-pressed', 'true');
  await page.reload();
  await expect(html).not.toHaveAttribute('data-level', /./);
  heard.expectNone();
});

test('the tour goes by keyboard alone from the home page to a text of one’s own', async ({ page }) => {
  const heard = complaints(page);
  await page.goto(`/?target=${TARGET}`);
  await hydrated(page);
  await tabTo(page, 'Take the tour');
  await page.keyboard.press('Enter');
  for (const [index, { title, at }] of PATCH_TOUR.entries()) {
    await expect(panel(page)).toContainText(title);
    await expect(panel(page)).toBeFocused();
    expect(new URL(page.url()).searchParams.get('tour')).toBe(String(index + 1));
    // The part that the step is about is there, alone, and seen.
    const part = page.locator('[data-toured]');
    await expect(part).toHaveCount(1);
    await expect(part).toBeInViewport();
    expect(await part.evaluate((element, selector) => element.matches(selector), at)).toBe(true);
    if (index < PATCH_TOUR.length - 1) await page.keyboard.press('ArrowRight');
  }
  const { pathname } = new URL(page.url());
  expect(pathname).toBe(`/${TARGET}/${patch.path}/own`);
  // Their texts are there to go on with.
  const texts = page.getByRole('main').getByRole('textbox');
  await expect(texts).toHaveCount(2);
  for (const text of await texts.all()) await expect(text).not.toHaveValue('');

  // A reload stays, the way back leads to the question, and Escape ends it with the page as it is.
  await page.reload();
  await expect(panel(page)).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(panel(page)).toContainText(PATCH_TOUR[3]!.title);
  await page.keyboard.press('Escape');
  await expect(panel(page)).toBeHidden();
  await expect(page).not.toHaveURL(/tour=/);
  await expect(page.getByRole('main')).toBeFocused();
  heard.expectNone();
});

test('the tour takes a question that self is right about and that the words alone do not give away', async ({
  page,
}) => {
  await page.goto(`/?target=${TARGET}`);
  await page.getByRole('link', { name: 'Take the tour' }).click();
  await expect(panel(page)).toBeVisible();
  const self = page.locator('.explanation.self').first();
  await expect(self.locator('.verdict')).toHaveText('right');
  const blind = page.getByRole('row', { name: /no vector/ });
  await expect(blind.locator('.verdict')).not.toHaveText('right');
});

test('a step whose part is not there says so, and goes on', async ({ page, request }) => {
  const item = await itemByMaps(request, false);
  // Nobody was asked about this cell, so that nobody's claim stands there.
  const cell = item!.position === 0 ? 1 : 0;
  await page.goto(`${itemPath(item!)}?tour=3&layer=0&pos=${cell}`);
  await expect(panel(page)).toContainText('does not show what this step is about');
  await panel(page).getByRole('button', { name: 'Back' }).click();
  await expect(panel(page)).toContainText(PATCH_TOUR[1]!.title);
  await page.goto(`${itemPath(item!)}?tour=99`);
  await hydrated(page);
  await expect(panel(page)).toBeHidden();
});

test('on a phone the tour stands below the part that it is about', async ({ page, request }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const item = await firstItem(request);
  for (const step of [1, 2, 3, 4]) {
    await page.goto(`${itemPath(item)}?tour=${step}`);
    await expect(panel(page)).toBeVisible();
    const part = page.locator('[data-toured]');
    await expect(part).toHaveCount(1);
    const [above, below] = [await part.boundingBox(), await panel(page).boundingBox()];
    expect(above!.y).toBeGreaterThanOrEqual(0);
    expect(above!.y).toBeLessThan(below!.y);
    expect(below!.width).toBe(390);
  }
  await expectNoViolations(page);
});

test('the glossary has a place for every term, and axe finds nothing on it', async ({ page }) => {
  const heard = complaints(page);
  await page.goto('/');
  await page.getByRole('contentinfo').getByRole('link', { name: 'Glossary' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Glossary' })).toBeVisible();
  const main = page.getByRole('main');
  for (const [id, { name, plain }] of Object.entries(TERMS)) {
    const place = main.locator(`[id="${id}"]`);
    await expect(place.getByRole('term')).toContainText(name);
    await expect(place).toContainText(plain);
  }
  await page.goto('/docs/glossary#no-vector');
  await expect(main.locator('[id="no-vector"]')).toBeInViewport();
  await expectNoViolationsInBothThemes(page);
  heard.expectNone();
});
