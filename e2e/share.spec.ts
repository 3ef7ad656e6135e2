import { expect, test } from '@playwright/test';
import { chosenCell, complaints, firstItem, hydrated, itemPath } from './support';

test('a link restores the cell and the note for somebody else', async ({
  page,
  request,
  browser,
  baseURL,
}) => {
  const heard = complaints(page);
  const item = await firstItem(request);
  const top = item.sweep.layers[item.sweep.layers.length - 1] ?? 0;
  await page.goto(`${itemPath(item)}?layer=${top}&pos=0`);
  await hydrated(page);
  await page.keyboard.press('s');
  const dialog = page.getByRole('dialog', { name: 'Share this view' });
  await dialog.getByLabel('Note').fill('Compare the first token with the last.');
  await dialog.getByRole('button', { name: 'Make a link' }).click();
  const address = await dialog.getByRole('textbox', { name: 'Link' }).inputValue();
  expect(new URL(address).pathname).toMatch(/^\/p\/[a-z0-9]{10}$/);
  heard.expectNone();

  const elsewhere = await browser.newContext({ baseURL });
  const other = await elsewhere.newPage();
  const heardThere = complaints(other);
  await other.goto(new URL(address).pathname);
  await expect(other.getByText('Compare the first token with the last.')).toBeVisible();
  await expect(other.getByRole('heading', { level: 1 })).toHaveText(
    `${item.subject}, patched from ${item.sourceSubject}`,
  );
  await expect(chosenCell(other)).toHaveAttribute('data-cell', `${top}:0`);
  // From there a reader may go on, and the address keeps up.
  await hydrated(other);
  await other.keyboard.press('1');
  await other.keyboard.press('End');
  await expect(other).toHaveURL(/\/p\/[a-z0-9]{10}\?layer=/);
  heardThere.expectNone();
  await elsewhere.close();
});

test('a link that does not exist is not found', async ({ page }) => {
  expect((await page.goto('/p/2222222222'))?.status()).toBe(404);
  expect((await page.goto('/p/..%2f..%2fetc'))?.status()).toBe(404);
});
