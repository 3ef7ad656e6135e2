import { expect, test } from '@playwright/test';
import { listPath, ownPath, questionsPath } from '../lib/api/paths';
import type { Item } from '../lib/store/records';
import { feature } from '../lib/task/feature';
import { patch } from '../lib/task/patch';
import { complaints, hydrated, TARGET } from './support';

test('a list of features goes by the order that is chosen, with its export and without a script', async ({
  page,
  request,
  browser,
  baseURL,
}) => {
  const heard = complaints(page);
  const ask = async (sort: string) => {
    const query = new URLSearchParams({ target: TARGET, task: feature.id, sort, limit: '50' });
    const { items } = (await (await request.get(questionsPath(query))).json()) as { items: Item[] };
    return items.map(({ id }) => id);
  };
  await page.goto(listPath(feature, TARGET));
  await hydrated(page);
  await page.getByRole('combobox', { name: 'order' }).selectOption('-density');
  await expect(page).toHaveURL((url) => url.searchParams.get('sort') === '-density');
  const rows = page.locator('a[data-item]');
  const wanted = await ask('-density');
  expect(wanted).not.toEqual(await ask('density'));
  await expect(rows.first()).toHaveAttribute('data-item', wanted[0]!);
  expect(await rows.evaluateAll((links) => links.map((link) => link.getAttribute('data-item')))).toEqual(
    wanted,
  );
  await expect(page.getByRole('link', { name: /as CSV/ })).toHaveAttribute('href', /sort=-density/);
  await rows.first().click();
  // The next question is the next of this list.
  await expect(page.getByRole('link', { name: /next/i }).first()).toHaveAttribute(
    'href',
    new RegExp(wanted[1]!),
  );
  heard.expectNone();

  const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
  const plain = await context.newPage();
  await plain.goto(listPath(feature, TARGET, 'sort=-density'));
  await expect(plain.locator('a[data-item]').first()).toHaveAttribute('data-item', wanted[0]!);
  await context.close();
});

test('the page of two own texts opens with a composed answer on record, and three more to try', async ({
  browser,
  baseURL,
}) => {
  // Without a script nothing can be measured: all that is seen was measured before.
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(ownPath(patch, TARGET));
  const map = page.getByRole('grid', { name: /measured effect/i });
  await expect(map.getByRole('gridcell', { selected: true }).first()).toBeVisible();
  await expect(page.locator('.own')).toContainText('on record; or try');
  await expect(page.locator('.own').locator('button.as-link')).toHaveCount(3);
  await context.close();
});
