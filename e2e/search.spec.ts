import { expect, test } from '@playwright/test';
import { firstItem, hydrated } from './support';

test('the palette finds a question by its subject and opens it', async ({ page, request }) => {
  const item = await firstItem(request);
  await page.goto('/');
  await hydrated(page);
  await page.keyboard.press('/');
  const palette = page.getByRole('dialog', { name: 'Search' });
  await palette.getByRole('combobox').fill(item.subject);
  const first = palette.getByRole('option').first();
  await expect(first).toContainText(new RegExp(item.subject.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i'));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('grid', { name: 'measured effect' })).toBeVisible();
});

test('Escape closes the palette and gives the focus back; Ctrl K opens it again', async ({ page }) => {
  await page.goto('/');
  await hydrated(page);
  const button = page.getByRole('button', { name: /^Search/ });
  await button.click();
  const palette = page.getByRole('dialog', { name: 'Search' });
  await expect(palette.getByRole('combobox')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(palette).toBeHidden();
  await expect(button).toBeFocused();
  await page.keyboard.press('Control+k');
  await palette.getByRole('combobox').fill('no text holds this');
  await expect(palette.getByText('No text in the store holds')).toBeVisible();
});
