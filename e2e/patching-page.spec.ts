import { expect, test } from '@playwright/test';
import { unfoldMap } from '../lib/explainer/map';
import { patch } from '../lib/task/patch';
import type { PatchBody } from '../lib/task/patch/body';
import {
  chosenCell,
  complaints,
  explainerOf,
  firstItem,
  hydrated,
  itemByMaps,
  itemPath,
  listPatching,
  where,
} from './support';

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
  await expect(page).toHaveURL(new RegExp(`layer=${top - 1}&to=${top - 1}&pos=1`));
  // What changed is also said, to readers who do not see it.
  await expect(page.getByRole('complementary').getByRole('status').last()).toContainText(`Layer ${top - 1}`);

  await page.reload();
  await expect(chosen).toHaveAttribute('data-cell', `${top - 1}:1`);
});

test('a block of layers is chosen at first, is left by a key, grows by Shift, and comes back by its name', async ({
  page,
  request,
}) => {
  const { items } = await listPatching(request, 'limit=50');
  const item = items.find(({ layers }) => layers.length === 2 && layers[0]! > 0)!;
  const [first = 0, last = 0] = item.layers;
  await page.goto(itemPath(item));
  await hydrated(page);
  const grid = page.getByRole('grid', { name: 'measured effect' });
  const chosen = grid.locator('[aria-selected="true"]');
  const panel = page.getByRole('complementary', { name: 'Chosen cell' });
  await expect(chosen).toHaveCount(2);
  await expect(panel.getByRole('heading', { level: 2 }).first()).toContainText(`Layers ${first}–${last}`);

  await page.keyboard.press('1');
  await page.keyboard.press('ArrowDown');
  await expect(chosen).toHaveCount(1);
  await expect(chosenCell(page)).toHaveAttribute('data-cell', `${first - 1}:${item.position}`);
  await page.keyboard.press('Shift+ArrowUp');
  await page.keyboard.press('Shift+ArrowUp');
  await page.keyboard.press('Shift+ArrowUp');
  await expect(chosen).toHaveCount(3);
  await expect(page).toHaveURL(new RegExp(`layer=${first - 1}&to=${first + 1}&pos=${item.position}`));
  await expect(panel.getByRole('heading', { name: 'Not measured yet' })).toBeVisible();

  await page.getByRole('button', { name: /the recorded question/ }).click();
  await expect(chosen).toHaveCount(2);
  await expect(panel.locator('.controls-table')).toBeVisible();

  // An address made when one cell stood for all layers of the question means all of them.
  await page.goto(`${itemPath(item)}?layer=${last}&pos=${item.position}`);
  await expect(chosen).toHaveCount(2);
});

test('what explainers say of every cell stands beside the measurement at once, and is what is on record', async ({
  browser,
  baseURL,
  request,
}) => {
  const item = await itemByMaps(request, true);
  expect(item, 'a question whose cells explainers were asked about').toBeDefined();
  // What is there without scripts was there at the first paint.
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
  const page = await context.newPage();
  for (const map of item!.maps) {
    await page.goto(`${itemPath(item!)}?by=${map.explainerId}`);
    const body = item as PatchBody;
    const said = unfoldMap(patch, { body, detail: item!.sweep }, map);
    const predicted = page.locator('[data-kind="predicted"] [role="gridcell"][data-cell]');
    const cells = await predicted.evaluateAll((all) =>
      all.map((cell) => [cell.getAttribute('data-cell'), cell.getAttribute('title')]),
    );
    const titles = new Map(cells as [string, string][]);
    for (const [{ layer, pos }, { text }] of said)
      expect(titles.get(`${layer}:${pos}`)).toContain(/<<<(.*)>>>/.exec(text)?.[1]?.trim() ?? 'checked');
    for (const verdict of ['right', 'partly', 'wrong', 'unknown'] as const)
      await expect(page.locator(`[data-kind="correct"] .cell.${verdict}`)).toHaveCount(
        said.filter(([, one]) => one.verdict === verdict).length,
      );
  }
  await context.close();
});

test('whose predictions are drawn, and how sure they must be, stand in the address', async ({
  page,
  request,
}) => {
  const heard = complaints(page);
  const item = (await itemByMaps(request, true))!;
  await page.goto(itemPath(item));
  await hydrated(page);
  const section = page.locator('[data-kind="predicted"]');
  await expect(section.getByRole('grid', { name: 'prediction of self' })).toBeVisible();
  await section.getByRole('button', { name: 'other' }).click();
  await expect(section.getByRole('grid', { name: 'prediction of other' })).toBeVisible();
  const slider = section.getByRole('slider');
  await slider.fill('90');
  const other = await explainerOf(request, 'other');
  await expect(page).toHaveURL(new RegExp(`by=${other.id}&sure=90`));
  const { logProbability, at } = item.maps.find(({ explainerId }) => explainerId === other.id)!;
  const sure = logProbability.filter((value) => Math.exp(value) >= 0.9).length;
  await expect(section.getByRole('status')).toContainText(`${sure} of ${at.length} cells`);
  await expect(section.locator('.cell.unsure')).toHaveCount(at.length - sure);
  await page.reload();
  await expect(slider).toHaveValue('90');
  await expect(section.locator('.cell.unsure')).toHaveCount(at.length - sure);
  heard.expectNone();

  await page.goto(`${itemPath(item)}?by=nobody`);
  await expect(section.getByText('No predictions of nobody can be drawn here')).toBeVisible();
  await expect(section.getByRole('grid', { name: 'prediction of self' })).toBeVisible();
});

test('a cell that no explainer was asked about shows what was measured there', async ({ page, request }) => {
  const item = (await itemByMaps(request, false))!;
  expect(item, 'a question whose cells explainers were not asked about').toBeDefined();
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
  await expect(page.getByRole('heading', { name: 'self was not asked about this map' })).toBeVisible();
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
