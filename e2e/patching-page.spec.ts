import { expect, test } from '@playwright/test';
import { chosenCell, complaints, firstItem, hydrated, itemPath, where } from './support';

test('a question shows its measurement and every recorded explanation, verdict first', async ({
  page,
  request,
}) => {
  const heard = complaints(page);
  const item = await firstItem(request);
  await page.goto(itemPath(item));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    `${item.subject}, patched from ${item.sourceSubject}`,
  );
  const panel = page.getByRole('complementary', { name: 'Chosen cell' });
  for (const { role, text } of item.explanations) {
    if (role === 'self' || role === 'other')
      await expect(panel.locator(`article.${role} .claim`)).toHaveText(text);
  }
  const controls = item.explanations.filter(({ role }) => role !== 'self' && role !== 'other');
  await expect(panel.locator('.controls-table tbody tr')).toHaveCount(controls.length);
  const self = item.explanations.find(({ role }) => role === 'self');
  const words = { right: 'right', partly: 'partly', wrong: 'wrong', unknown: 'not checkable' };
  await expect(panel.locator('.panel-verdict .verdict')).toHaveText(words[self?.verdict ?? 'unknown']);
  heard.expectNone();
});

test('the map is one tab stop, moves by keys, keeps its place in the address, and restores it', async ({
  page,
  request,
}) => {
  const item = await firstItem(request);
  await page.goto(itemPath(item));
  await hydrated(page);
  const chosen = chosenCell(page);
  const [layer = 0] = item.layers;
  await expect(chosen).toHaveAttribute('data-cell', `${layer}:${item.position}`);
  await expect(page.locator('[data-map="measured effect"] [data-cell][tabindex="0"]')).toHaveCount(1);

  await page.keyboard.press('1');
  await expect(chosen).toBeFocused();
  await page.keyboard.press('Home');
  await expect(chosen).toHaveAttribute('data-cell', `${layer}:0`);
  await page.keyboard.press('PageUp');
  const top = item.sweep.layers[item.sweep.layers.length - 1] ?? 0;
  await expect(chosen).toHaveAttribute('data-cell', `${top}:0`);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect(chosen).toHaveAttribute('data-cell', `${top - 1}:1`);
  await expect(chosen).toBeFocused();
  await expect(page).toHaveURL(new RegExp(`layer=${top - 1}&pos=1`));
  // What changed is also said, to readers who do not see it.
  await expect(page.getByRole('complementary').getByRole('status').last()).toContainText(`Layer ${top - 1}`);

  await page.reload();
  await expect(chosen).toHaveAttribute('data-cell', `${top - 1}:1`);
});

test('a cell that no explainer was asked about shows what was measured there', async ({ page, request }) => {
  const item = await firstItem(request);
  const layer = item.sweep.layers.findIndex((_, row) =>
    item.sweep.cells[row]?.some((cell, position) => cell?.changed && position !== item.position),
  );
  expect(layer, 'another cell of the first shipped question changes').toBeGreaterThan(-1);
  const position = item.sweep.cells[layer]?.findIndex((cell, p) => cell?.changed && p !== item.position) ?? 0;
  const cell = item.sweep.cells[layer]?.[position];
  await page.goto(`${itemPath(item)}?layer=${item.sweep.layers[layer]}&pos=${position}`);
  const panel = page.getByRole('complementary', { name: 'Chosen cell' });
  await expect(panel).toContainText(cell?.output.trim() ?? '');
  await expect(panel.getByRole('heading', { name: 'Nothing on record' })).toBeVisible();
});

test('t shows the map as a table, with the same numbers', async ({ page, request }) => {
  const item = await firstItem(request);
  await page.goto(itemPath(item));
  await hydrated(page);
  await page.keyboard.press('t');
  const table = page.getByRole('region', { name: 'measured effect, as a table' });
  await expect(table.getByRole('row')).toHaveCount(item.sweep.layers.length + 1);
  const cell = item.sweep.cells[0]?.[item.sweep.cells[0].length - 1];
  const bottom = table.getByRole('row').last().getByRole('cell').last();
  await expect(bottom).toContainText(cell?.output.trim() ?? 'none');
  await expect(page).toHaveURL(/as=table/);
  await page.keyboard.press('t');
  await expect(page.getByRole('grid', { name: 'measured effect' })).toBeVisible();
});

test('an address with a cell that is not on the map says so and chooses another', async ({
  page,
  request,
}) => {
  const item = await firstItem(request);
  await page.goto(`${itemPath(item)}?layer=77&pos=0`);
  await expect(page.getByText('This map has no cell at layer 77')).toBeVisible();
  await expect(chosenCell(page)).toHaveAttribute('data-cell', `${item.layers[0]}:${item.position}`);
});

test('a question that is not in the store is not found, and the page says where to go', async ({ page }) => {
  const response = await page.goto('/house2-b/patching/000000000000');
  expect(response?.status()).toBe(404);
  await expect(page.getByRole('heading', { name: 'There is nothing at this address' })).toBeVisible();
});

test('on a phone the map keeps its words as letters and nothing spills over the edge', async ({
  browser,
  baseURL,
  request,
}) => {
  const item = await firstItem(request, await where(request, { self: 'right' }));
  const context = await browser.newContext({
    baseURL,
    viewport: { width: 390, height: 844 },
    hasTouch: true,
  });
  const page = await context.newPage();
  for (const path of ['/', `/${item.targetId}/patching`, itemPath(item), `/${item.targetId}/patching/own`]) {
    await page.goto(path);
    const [content, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expect(content, path).toBeLessThanOrEqual(screen ?? 0);
  }
  await page.goto(itemPath(item));
  await expect(page.getByText('x text that is run')).toBeVisible();
  await context.close();
});
