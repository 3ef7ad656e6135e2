import { expect, test, type APIRequestContext, type Page } from '@playwright/test';
import { listPath, ownPath } from '../lib/api/paths';
import { ablate } from '../lib/task/ablate';
import { patch } from '../lib/task/patch';
import type { OwnTexts, Sweep } from '../lib/task/patch/body';
import {
  chosenCell,
  getItem,
  hydrated,
  itemPath,
  listPatching,
  type PatchItemWithSweep,
  TARGET,
  where,
} from './support';

test.describe.configure({ timeout: 240_000 });

/** Waits for models to come and to run on a busy machine. */
const LIVE = { timeout: 120_000 };

const ownOf = (item: PatchItemWithSweep, more: Record<string, string> = {}): string =>
  ownPath(patch, TARGET, new URLSearchParams({ x: item.text, s: item.source, provider: 'wasm', ...more }));

/** Questions about one layer whose measured word changes. */
async function changing(request: APIRequestContext, count: number): Promise<PatchItemWithSweep[]> {
  const filters = await where(request, { self: 'right' }, { position: 'last', pair: 'same-relation' });
  const { items } = await listPatching(request, `${filters}&limit=100`);
  const found = items.filter(({ layers, truth }) => layers.length === 1 && truth.changed).slice(0, count);
  expect(found).toHaveLength(count);
  return Promise.all(found.map(({ id }) => getItem(request, id)));
}

/** The new words of a map, by cell, where it changes. */
const changedWords = (sweep: Sweep): Record<string, string> =>
  Object.fromEntries(
    sweep.cells.flatMap((row, k) =>
      row.flatMap((cell, position) =>
        cell?.changed ? [[`${sweep.layers[k]}:${position}`, cell.output.trim()]] : [],
      ),
    ),
  );

/** The same as a page shows it. */
const shownWords = (page: Page): Promise<Record<string, string>> =>
  page.locator('[data-map="measured effect"] [data-cell]').evaluateAll((cells) =>
    Object.fromEntries(
      cells.flatMap((cell) => {
        const word = /^changes to (.+), effect/.exec(cell.getAttribute('title') ?? '')?.[1];
        return word ? [[cell.getAttribute('data-cell'), word]] : [];
      }),
    ),
  );

async function measure(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Measure/ }).click();
  await expect(page.getByRole('grid', { name: 'measured effect' })).toBeVisible(LIVE);
}

const said = (page: Page) =>
  page.getByRole('complementary', { name: 'Chosen cell' }).locator('article.self .claim').last();

test('without a network what was loaded goes on working, another page says that it cannot be fetched, and opens later', async ({
  page,
  request,
  context,
}) => {
  const [item] = (await changing(request, 1)) as [PatchItemWithSweep];
  const place = { layer: String(item.layers[0]), pos: String(item.position) };
  await page.goto(ownOf(item, place));
  await hydrated(page);
  await measure(page);
  const panel = page.getByRole('complementary', { name: 'Chosen cell' });
  await panel.getByRole('button', { name: /^Ask live/ }).click();
  await expect(panel.locator('.controls-table')).toContainText('text oracle', LIVE);
  const words = await said(page).textContent();

  // What makes links is fetched when it is first opened.
  const share = page.getByRole('button', { name: /^Share/ });
  const dialog = page.getByRole('dialog', { name: 'Share this view' });
  await share.click();
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');

  await context.setOffline(true);
  const line = page.locator('.offline');
  await expect(line).toHaveText('No network. What is loaded here goes on working.');
  await page.getByRole('button', { name: /^Measure again/ }).click();
  await expect(page.getByRole('progressbar')).toHaveCount(0, LIVE);
  expect(await shownWords(page)).toEqual(changedWords(item.sweep));
  await panel.getByRole('button', { name: /^Ask (again )?live/ }).click();
  await expect(page.getByRole('progressbar')).toHaveCount(0, LIVE);
  await expect(said(page)).toHaveText(words ?? '');
  await expect(page.getByText('The live measurement stopped')).toHaveCount(0);

  // A link needs the server, and so does another page.
  await share.click();
  await dialog.getByRole('button', { name: 'Make a link' }).click();
  await expect(dialog.getByRole('alert')).toContainText('The server cannot be reached.');
  await page.keyboard.press('Escape');
  // What was not fetched says so in its place, and the page stays.
  await page
    .getByRole('button', { name: /^Search/ })
    .first()
    .click();
  await expect(page.getByText('The server cannot be reached. Reload the page to try again.')).toBeVisible();
  const here = page.url();
  const there = listPath(ablate, TARGET);
  await page.getByRole('navigation', { name: 'Main', exact: true }).locator(`a[href="${there}"]`).click();
  await expect(line).toHaveText(
    `No network: ${there} cannot be fetched. What is loaded here goes on working.`,
  );
  expect(page.url()).toBe(here);
  expect(await shownWords(page)).toEqual(changedWords(item.sweep));

  await context.setOffline(false);
  await line.getByRole('link', { name: `Open ${there}` }).click();
  await expect(page).toHaveURL(there);
  await expect(page.getByRole('table')).toBeVisible();
  await expect(line).toBeEmpty();
});

test('two tabs measure at once, and each shows what was measured for its own texts', async ({
  page,
  context,
  request,
}) => {
  const [first, second] = (await changing(request, 2)) as [PatchItemWithSweep, PatchItemWithSweep];
  const other = await context.newPage();
  await page.goto(ownOf(first));
  await other.goto(ownOf(second));
  await Promise.all([hydrated(page), hydrated(other)]);
  await Promise.all([measure(page), measure(other)]);
  expect(await shownWords(page)).toEqual(changedWords(first.sweep));
  expect(await shownWords(other)).toEqual(changedWords(second.sweep));
});

test('a question and its cell come back by reload, back and forward', async ({ page, request }) => {
  const [item, next] = (await changing(request, 2)) as [PatchItemWithSweep, PatchItemWithSweep];
  await page.goto(itemPath(item));
  await hydrated(page);
  await page.locator('[data-map="measured effect"] [data-cell="0:0"]').click();
  const isThere = async () => {
    await expect(page.getByRole('heading', { level: 1 })).toContainText(`${item.subject}, patched from`);
    await expect(chosenCell(page)).toHaveAttribute('data-cell', '0:0');
  };
  await isThere();
  await page.reload();
  await isThere();
  await page.goto(itemPath(next));
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`${next.subject}, patched from`);
  await page.goBack();
  await isThere();
  await page.goForward();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`${next.subject}, patched from`);
});

test('texts of one’s own come back by reload, back and forward', async ({ page, request }) => {
  const [first, second] = (await changing(request, 2)) as [PatchItemWithSweep, PatchItemWithSweep];
  const shows = async ({ x, s }: OwnTexts) => {
    await expect(page.getByLabel('x text that is run')).toHaveValue(x);
    await expect(page.getByLabel('x′ source of the vector')).toHaveValue(s);
  };
  const [before, after] = [first, second].map(({ text: x, source: s }): OwnTexts => ({ x, s }));
  await page.goto(ownOf(first));
  await hydrated(page);
  await page.getByLabel('x text that is run').fill(after!.x);
  await page.getByLabel('x′ source of the vector').fill(after!.s);
  await measure(page);
  expect(await shownWords(page)).toEqual(changedWords(second.sweep));
  await page.reload();
  await shows(after!);
  await page.goBack();
  await shows(before!);
  await page.goForward();
  await shows(after!);
});

test('the filters of a list come back by reload, and by the way back from a question', async ({ page }) => {
  await page.goto(listPath(patch, TARGET));
  await hydrated(page);
  const field = page.getByRole('searchbox');
  const rows = page.locator('a[data-item]');
  const all = await page.locator('.counted').textContent();
  const word = (await rows.first().textContent())!.split(',')[0]!;
  await field.fill(word);
  await expect(page.locator('.counted')).toContainText('hidden');
  await expect(page).toHaveURL(/[?&]q=/);
  const counted = (await page.locator('.counted').textContent()) ?? '';
  expect(counted).not.toBe(all);
  const shows = async () => {
    await expect(field).toHaveValue(word);
    await expect(page.locator('.counted')).toHaveText(counted);
  };
  await page.reload();
  await shows();
  await hydrated(page);
  await rows.first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(word);
  await page.goBack();
  await shows();
  await page.goForward();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(word);
});
