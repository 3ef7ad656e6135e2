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
  await showTheme(page, 'light');
  await expectNoViolations(page);
  await showTheme(page, 'dark');
  await expectNoViolations(page, OF_COLOURS);
}

/** A theme that follows the system's; resolves once no colour changes any more. */
async function showTheme(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => null))),
  );
}

/** Says whether the page is no wider than the screen. */
export async function expectToFit(page: Page): Promise<void> {
  const [content, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(content).toBeLessThanOrEqual(screen ?? 0);
}
