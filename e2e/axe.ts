import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** The rules that depend on the theme; all others see the same page in both. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/** Says whether axe finds nothing wrong with the page as it is. */
export async function expectNoViolations(page: Page, rules?: readonly string[]): Promise<void> {
  const builder = new AxeBuilder({ page }).options({ resultTypes: ['violations'] });
  if (rules) builder.withRules([...rules]);
  const { violations } = await builder.analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`),
  ).toEqual([]);
}

/** The same in the light and in the dark theme, the second of which the page is left in. */
export async function expectNoViolationsInBothThemes(page: Page): Promise<void> {
  // Without motion, so that no colour is on its way to another.
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await expectNoViolations(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectNoViolations(page, OF_COLOURS);
}

/** Says whether the page is no wider than the screen. */
export async function expectToFit(page: Page): Promise<void> {
  const [content, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(content).toBeLessThanOrEqual(screen ?? 0);
}
