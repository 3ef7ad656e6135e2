import { expect, test, type APIRequestContext, type Page } from '@playwright/test';
import { ownPath as ownPathOf } from '../lib/api/paths';
import { patch } from '../lib/task/patch';
import type { Sweep } from '../lib/task/patch/body';
import { expectNoViolations } from './axe';
import {
  chosenCell,
  complaints,
  getItem,
  hydrated,
  itemPath,
  listPatching,
  type PatchItemWithSweep,
  TARGET,
  where,
} from './support';

test.describe.configure({ timeout: 240_000 });

/** What the map on the page says, cell by cell, bottom layer first. */
async function shownWords(page: Page, sweep: Sweep): Promise<string[][]> {
  return Promise.all(
    sweep.layers.map((layer) =>
      Promise.all(
        sweep.tokens.map(async (_, position) => {
          const cell = page.locator(`[data-map="measured effect"] [data-cell="${layer}:${position}"]`);
          return (await cell.getAttribute('title')) ?? '';
        }),
      ),
    ),
  );
}

const recordedWords = (sweep: Sweep): RegExp[][] =>
  sweep.cells.map((row) =>
    row.map((cell) => {
      if (!cell) return /^not measured/;
      const word = cell.output.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      return new RegExp(`^${cell.changed ? 'changes to' : 'stays'} ${word}, effect`);
    }),
  );

const ownPath = (item: PatchItemWithSweep, more = '') =>
  `${ownPathOf(patch, TARGET, new URLSearchParams({ x: item.text, s: item.source }))}${more}`;

/** About one layer, or about a block of them. */
async function changingItem(request: APIRequestContext, isBlock = false): Promise<PatchItemWithSweep> {
  const filters = await where(request, { self: 'right' }, { position: 'last', pair: 'same-relation' });
  const { items } = await listPatching(request, `${filters}&limit=100`);
  return getItem(request, items.find(({ layers }) => layers.length > 1 === isBlock)!.id);
}

for (const provider of ['wasm', 'webgpu'] as const)
  test(`a sweep on ${provider} in the browser says what the recorded one says`, async ({ page, request }) => {
    const item = await changingItem(request);
    await page.goto(ownPath(item, `&provider=${provider}`));
    await hydrated(page);
    await page.getByRole('button', { name: /^Measure/ }).click();
    await expect(page.getByRole('grid', { name: 'measured effect' })).toBeVisible({ timeout: 120_000 });
    await expect(page.locator('.head .provenance.live')).toContainText(provider);
    const shown = await shownWords(page, item.sweep);
    recordedWords(item.sweep).forEach((row, layer) =>
      row.forEach((words, position) => expect(shown[layer]?.[position]).toMatch(words)),
    );
    // A GPU is held against WASM by itself, and the reader is told.
    const parity = page.locator('[data-parity]');
    if (provider === 'wasm') await expect(parity).toHaveCount(0);
    else await expect(parity).toContainText('the same next tokens as wasm', { timeout: 120_000 });
  });

test('a recorded question, measured again and asked again, agrees with its record', async ({
  page,
  request,
}) => {
  const heard = complaints(page);
  const item = await changingItem(request);
  await askedAgain(page, item);
  heard.expectNone();
});

test('a question about a block of layers is asked again about the block, and agrees with its record', async ({
  page,
  request,
}) => {
  const heard = complaints(page);
  await askedAgain(page, await changingItem(request, true));
  heard.expectNone();
});

/** Measures a recorded question and has it answered in the page, and holds both to the record. */
async function askedAgain(page: Page, item: PatchItemWithSweep): Promise<void> {
  await page.goto(`${itemPath(item)}?provider=wasm`);
  await hydrated(page);
  await page.getByRole('button', { name: /Measure again live/ }).click();
  const line = page.locator('.live-line');
  await expect(line).toContainText(/all \d+ cells agree with the record/, { timeout: 120_000 });
  const difference = /at most (\d+\.\d+) nats/.exec((await line.textContent()) ?? '')?.[1];
  expect(Number(difference)).toBeLessThan(0.01);

  const panel = page.getByRole('complementary', { name: 'Chosen cell' });
  await panel.getByRole('button', { name: /Ask again live/ }).click();
  await expect(panel.getByRole('heading', { name: 'Asked again' })).toBeVisible({ timeout: 120_000 });
  for (const role of ['self', 'other']) {
    const claims = panel.locator(`article.${role} .claim`);
    await expect(claims).toHaveCount(2, { timeout: 120_000 });
    const [recorded, live] = await claims.allTextContents();
    expect(live).toBe(recorded);
  }
}

test('self is asked about every cell, and what it says is judged; the map keeps its place', async ({
  page,
  request,
}) => {
  const item = await changingItem(request);
  await page.goto(`${itemPath(item)}?provider=wasm`);
  await hydrated(page);
  await page.getByRole('button', { name: /Ask self about every cell/ }).click();
  const correctness = page.getByRole('grid', { name: 'correctness of self' });
  // What is on record stands there at once, and gives way to what is said here.
  await expect(page.locator('[data-kind="correct"] .provenance.live')).toBeVisible({ timeout: 120_000 });
  await expect(page.getByRole('progressbar')).toHaveCount(0, { timeout: 180_000 });
  const measured = item.sweep.cells.flat().filter((cell) => cell !== null).length;
  await expect(correctness.locator('.cell:is(.right, .wrong, .partly, .unknown)')).toHaveCount(measured);
  // The recorded question asked self about this cell, and self was right.
  const own = correctness.locator(`[data-cell="${item.layers[0]}:${item.position}"]`);
  await expect(own).toHaveAttribute('title', 'right');
  await expectNoViolations(page);
  await page.keyboard.press('3');
  await expect(own).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(chosenCell(page)).toHaveAttribute('data-cell', `${item.layers[0]}:${item.position - 1}`);
});

test('own texts, measured and asked, come back by a link with their live values for somebody else', async ({
  page,
  request,
  browser,
  baseURL,
}) => {
  const item = await changingItem(request);
  await page.goto(ownPath(item, `&layer=${item.layers[0]}&pos=${item.position}&provider=wasm`));
  await hydrated(page);
  await page.getByRole('button', { name: /^Measure/ }).click();
  const panel = page.getByRole('complementary', { name: 'Chosen cell' });
  await panel.getByRole('button', { name: /Ask live/ }).click({ timeout: 120_000 });
  await expect(panel.locator('.controls-table')).toContainText('text oracle', { timeout: 120_000 });
  const said = await panel.locator('article.self .claim').textContent();
  await page.getByRole('button', { name: 'Share cell' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share this view' });
  await dialog.getByRole('button', { name: 'Make a link' }).click();
  const address = await dialog.getByRole('textbox', { name: 'Link' }).inputValue();

  const elsewhere = await browser.newContext({ baseURL });
  const other = await elsewhere.newPage();
  await other.goto(new URL(address).pathname);
  await expect(other.getByLabel('x text that is run')).toHaveValue(item.text);
  await expect(chosenCell(other)).toHaveAttribute('data-cell', `${item.layers[0]}:${item.position}`);
  await expect(other.locator('.head .provenance.live')).toHaveText(/live, recorded .* on\s+wasm/);
  const there = other.getByRole('complementary', { name: 'Chosen cell' });
  await expect(there.locator('article.self .claim')).toHaveText(said ?? '');
  // Measured again there, the values are live and no longer those of the link.
  await hydrated(other);
  await other.getByRole('button', { name: /^Measure again/ }).click();
  await expect(other.locator('.head .provenance.live')).toHaveText(/^live\s+(wasm|webgpu)$/, {
    timeout: 120_000,
  });
  await elsewhere.close();
});

test('a download can be cancelled, and what was shown stays', async ({ page, request }) => {
  const item = await changingItem(request);
  // The weights are held back, so that there is something to cancel.
  await page.route('**/model.safetensors*', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    await route.continue().catch(() => undefined);
  });
  await page.goto(`${itemPath(item)}?provider=wasm`);
  await hydrated(page);
  await page.getByRole('button', { name: /Measure again live/ }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await expect(page.getByRole('grid', { name: 'measured effect' })).toBeVisible();
  await expect(page.getByRole('button', { name: /Measure again live/ })).toBeEnabled();
});

test('weights that are not the recorded ones are refused by name, and the record stays', async ({
  page,
  request,
}) => {
  const item = await changingItem(request);
  await page.route('**/model.safetensors*', (route) => route.fulfill({ body: 'not these weights' }));
  await page.goto(`${itemPath(item)}?provider=wasm`);
  await hydrated(page);
  await page.getByRole('button', { name: /Measure again live/ }).click();
  const alert = page.getByRole('alert').filter({ hasText: 'The live measurement stopped' });
  await expect(alert).toContainText(/model\.safetensors.* is not the recorded file/, { timeout: 60_000 });
  await expect(page.getByRole('grid', { name: 'measured effect' })).toBeVisible();
  await page.unroute('**/model.safetensors*');
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect(page.locator('.live-line')).toContainText('cells agree with the record', {
    timeout: 120_000,
  });
});
