import { expect, test, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { loadFolder } from '../lib/engine/node-folder';
import { nodeRuntime } from '../lib/engine/runtime-node';
import { measureEdit, writeWithEdit, type SiteEdit } from '../lib/measure/edited';
import { compareVectors } from '../lib/measure/compare';
import { readStream, vectorAt, type Site, type Stream } from '../lib/measure/stream';
import { parseTokenizer } from '../lib/model/tokenizer';
import type { LoadedModel } from '../lib/task/measure';
import { expectNoViolations, expectToFit } from './axe';
import { complaints, hydrated, rounded, TARGET } from './support';

test.describe.configure({ timeout: 240_000 });

const FIRST = 'The capital of Spain is';
const SECOND = 'The capital of France is';
/** Where the answer stands in both texts. */
const SITE: Site = { layer: 5, position: 4 };

/** What the page must show: the same model and functions, on onnxruntime-node. */
let model: LoadedModel;
let spain: Stream;
let france: Stream;
test.beforeAll(async () => {
  const folder = path.join('public', 'models', TARGET);
  const engine = await loadFolder(nodeRuntime(), folder);
  model = { engine, tokenizer: parseTokenizer(await readFile(path.join(folder, 'tokenizer.json'), 'utf8')) };
  spain = await readStream(engine, model.tokenizer, FIRST);
  france = await readStream(engine, model.tokenizer, SECOND);
});
test.afterAll(() => model.engine.dispose());

const address = (more: Record<string, string | number> = {}) =>
  `/${TARGET}/playground?${new URLSearchParams({
    provider: 'wasm',
    text: FIRST,
    second: SECOND,
    layer: String(SITE.layer),
    pos: String(SITE.position),
    layer2: String(SITE.layer),
    pos2: String(SITE.position),
    ...Object.fromEntries(Object.entries(more).map(([name, value]) => [name, String(value)])),
  })}`;

/** Has the model fetched and both texts read. */
async function read(page: Page): Promise<void> {
  await hydrated(page);
  await page.getByRole('button', { name: /^Read both texts/ }).click();
  // Maps may be there before, on record: what is read live can be edited.
  await expect(edit(page)).toBeVisible({ timeout: 120_000 });
}

const map = (page: Page, name: string) => page.getByRole('grid', { name, exact: true });
const chosen = (page: Page, name: string) => map(page, name).locator('[aria-selected="true"]');
const edit = (page: Page) => page.getByRole('region', { name: 'Edit', exact: true });

const shownProbability = (text: string): number => (text.startsWith('<') ? 0 : Number(text));

for (const provider of ['wasm', 'webgpu'] as const)
  test(`the lens map on ${provider} says what the lens says elsewhere, cell by cell`, async ({ page }) => {
    await page.goto(address({ provider }));
    await read(page);
    await expect(page.locator('.head .provenance.live')).toContainText(provider);
    for (const [name, stream] of [
      ['First text', spain],
      ['Second text', france],
    ] as const)
      for (const layer of stream.layers)
        for (const [position, { lens }] of stream.sites[layer]!.entries()) {
          const cell = map(page, name).locator(`[data-cell="${layer}:${position}"]`);
          const [, word, shown] = /^(.+), probability (\S+)$/.exec((await cell.getAttribute('title')) ?? '')!;
          expect(word).toBe(lens.output.trim());
          expect(Math.abs(shownProbability(shown!) - lens.top[0]!.probability)).toBeLessThan(0.011);
        }
  });

test('what an edit does, and what is written then, is what it does elsewhere', async ({ page }) => {
  const heard = complaints(page);
  const { engine, tokenizer } = model;
  const vector = vectorAt(spain, SITE);
  const put: SiteEdit = { ...SITE, kind: 'replace', vector };
  const outcome = await measureEdit(engine, tokenizer, france.text, put);
  expect(outcome).toMatchObject({ changed: true });
  await page.goto(address());
  await read(page);
  await expect(edit(page)).toContainText(
    `The next word changes: ${outcome.original.output.trim()} → ${outcome.edited.output.trim()}`,
  );
  await expect(edit(page)).toContainText(`falls by ${rounded(outcome.effect, 2)} nats`);

  const [without, edited] = await writeWithEdit(engine, tokenizer, france.text, put, { maxNewTokens: 24 });
  const written = page.getByRole('region', { name: 'Written on' });
  await written.getByRole('button', { name: /^Write on/ }).click();
  await expect(written.getByRole('button', { name: /^Write again/ })).toBeVisible({ timeout: 60_000 });
  expect(await written.locator('.mono b').allTextContents()).toEqual([without, edited]);

  await edit(page).getByRole('button', { name: 'Set it to zero' }).click();
  const zero = { ...SITE, kind: 'replace', vector: new Float32Array(vector.length) } as const;
  const ablated = await measureEdit(engine, tokenizer, spain.text, zero);
  await expect(edit(page)).toContainText(`of the first text becomes zero.`);
  await expect(edit(page)).toContainText(`by ${rounded(Math.abs(ablated.effect), 2)} nats`);

  const compared = await compareVectors(engine, tokenizer, vector, vectorAt(france, SITE));
  const both = page.getByRole('region', { name: 'The two vectors' });
  await expect(both).toContainText(rounded(compared.distance, 1));
  await expect(both.locator('.likeliest')).toContainText(compared.lens!.output.trim());
  heard.expectNone();
});

test('explainers are asked about a vector that is put, and judged by what it did', async ({ page }) => {
  await page.goto(address());
  await read(page);
  await expect(page.getByRole('complementary', { name: 'Site of the first text' })).toContainText(
    'Explain this activation',
  );
  const said = page.getByRole('region', { name: 'What explainers say of it' });
  await said.getByRole('button', { name: /^Ask what it changes/ }).click();
  await expect(said.getByRole('button', { name: /^Ask again/ })).toBeVisible({ timeout: 120_000 });
  await expect(said.locator('article.self .claim')).not.toBeEmpty();
  await expect(said.locator('article.self .verdict')).toHaveText(/right|wrong|partly|not checkable/);
  await expect(said.locator('.controls-table tbody tr')).not.toHaveCount(0);
  // Another question, another answer.
  await edit(page).getByRole('button', { name: 'Add it there' }).click();
  await expect(said).toHaveCount(0);
});

test('everything chosen is in the address, by keys alone, and comes back by a reload', async ({ page }) => {
  await page.goto(address());
  await read(page);
  await page.locator('h1').click();
  // No wait between changes, on a slow machine: while newer addresses are written, the router is still showing older ones.
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  await page.keyboard.press('1');
  await expect(chosen(page, 'First text')).toBeFocused();
  await page.keyboard.press('Home');
  await page.keyboard.press('PageUp');
  await page.keyboard.press('ArrowRight');
  const top = model.engine.info.layers;
  await expect(chosen(page, 'First text')).toHaveAttribute('data-cell', `${top}:1`);
  await expect(chosen(page, 'First text')).toBeFocused();
  await page.keyboard.press('2');
  await page.keyboard.press('ArrowUp');
  await expect(chosen(page, 'Second text')).toHaveAttribute(
    'data-cell',
    `${SITE.layer + 1}:${SITE.position}`,
  );
  await page.keyboard.press('m');
  await expect(page.getByRole('button', { name: 'Norm' })).toHaveAttribute('aria-pressed', 'true');
  await edit(page).getByRole('button', { name: 'Add it there' }).press('Enter');
  await edit(page).getByRole('textbox', { name: 'times' }).fill('-2');
  await expect(edit(page)).toContainText('−2 times layer');
  await expect(page).toHaveURL(/scale=-2/);
  await expect(page).toHaveURL(new RegExp(`layer=${top}&pos=1&layer2=${SITE.layer + 1}&.*map=norm`));
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await expect(edit(page).getByRole('textbox', { name: 'times' })).toBeFocused();
  const sentence = await edit(page).locator('.edit-sentence').textContent();

  await page.reload();
  await expect(page.getByRole('textbox', { name: 'First text' })).toHaveValue(FIRST);
  await expect(page.getByRole('textbox', { name: 'Second text' })).toHaveValue(SECOND);
  await read(page);
  await expect(page).toHaveURL(/map=norm/);
  await expect(chosen(page, 'First text')).toHaveAttribute('data-cell', `${top}:1`);
  const { norm } = spain.sites[top]![1]!;
  await expect(chosen(page, 'First text')).toHaveText(rounded(norm, norm < 100 ? 1 : 0));
  await expect(edit(page).locator('.edit-sentence')).toHaveText(sentence ?? '');
  await page.keyboard.press('t');
  const table = page.getByRole('region', { name: 'First text, as a table' });
  await expect(table.getByRole('row')).toHaveCount(spain.layers.length + 1);
});

test('a page opens with maps on record, which say what is read live', async ({ page }) => {
  const heard = complaints(page);
  await page.goto(`/${TARGET}/playground?provider=wasm`);
  await hydrated(page);
  const titles = () =>
    page
      .locator('[data-map] [data-cell]')
      .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('title')));
  await expect(map(page, 'First text')).toBeVisible();
  await expect(map(page, 'Second text')).toBeVisible();
  const recorded = await titles();
  expect(recorded).toHaveLength(spain.layers.length * (spain.tokens.length + france.tokens.length));
  // They are chosen in and turned over without weights, and another text has no record.
  await map(page, 'First text').locator('[data-cell="2:3"]').click();
  const panel = page.getByRole('complementary', { name: 'Site of the first text' });
  await expect(panel).toContainText(spain.tokens[3]!.trim());
  await expect(page).toHaveURL(/layer=2&pos=3/);
  await read(page);
  expect(await titles()).toEqual(recorded);
  heard.expectNone();
});

test('a page opens with texts of the target, and texts are changed without leaving the field', async ({
  page,
}) => {
  await page.goto(`/${TARGET}`);
  await page
    .getByRole('navigation', { name: 'Main', exact: true })
    .getByRole('link', { name: 'Playground' })
    .click();
  const field = page.getByRole('textbox', { name: 'First text' });
  await expect(field).not.toBeEmpty();
  await read(page);
  await expect(map(page, 'First text')).toBeVisible();
  const other = 'The capital of Peru is';
  await field.fill(other);
  await field.press('Enter');
  await expect(page).toHaveURL(/text=The\+capital\+of\+Peru/);
  await expect(map(page, 'First text').getByRole('columnheader').filter({ hasText: 'Peru' })).toBeVisible();
  await expect(field).toBeFocused();
  // What is read once is not read again, and the text before is one step back.
  await page.goBack();
  await expect(field).not.toHaveValue(other);
});

test('what an address names and there is not, is said in a line each', async ({ page }) => {
  await page.goto(address({ map: 'heat', scale: '1e9', layer: 77 }));
  await expect(page.getByText('There is no kind of map “heat”')).toBeVisible();
  await expect(page.getByText('There is no scale “1e9”')).toBeVisible();
  await read(page);
  await expect(page.getByText('This text has no layer 77 at token 5.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Lens' })).toHaveAttribute('aria-pressed', 'true');
});

test('no text, and one of too many tokens, are told at their field', async ({ page }) => {
  await page.goto(address());
  await read(page);
  const field = page.getByRole('textbox', { name: 'First text' });
  await field.fill('  ');
  await expect(page.getByText('Write at least one word.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Read/ })).toBeDisabled();
  await field.fill('é☃'.repeat(100));
  await field.press('Enter');
  await expect(page.getByText(/the text has \d+ tokens; \d+ fit the model/)).toBeVisible();
  await field.fill(FIRST);
  await field.press('Enter');
  await expect(map(page, 'First text')).toBeVisible();
});

test('a download is cancelled, and so is what is being written', async ({ page }) => {
  await page.route('**/model.safetensors*', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    await route.continue().catch(() => undefined);
  });
  await page.goto(address());
  await hydrated(page);
  await page.getByRole('button', { name: /^Read both texts/ }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await expect(page.getByRole('textbox', { name: 'First text' })).toHaveValue(FIRST);
  await page.unroute('**/model.safetensors*');
  await read(page);

  // It is over in a moment: cancelled as soon as it can be.
  await page.evaluate(() => {
    new MutationObserver((_, observer) => {
      const cancel = [...document.querySelectorAll('button')].find(
        ({ textContent }) => textContent === 'Cancel',
      );
      if (!cancel) return;
      observer.disconnect();
      cancel.click();
    }).observe(document.body, { subtree: true, childList: true });
  });
  const written = page.getByRole('region', { name: 'Written on' });
  await written.getByRole('button', { name: /^Write on/ }).click();
  await expect(written.getByRole('button', { name: /^Write again/ })).toBeVisible();
  const [stopped] = await written.locator('.mono b').allTextContents();
  await expect(written.getByRole('alert')).toHaveCount(0);
  await written.getByRole('button', { name: /^Write again/ }).click();
  await expect(written.locator('.provenance.live')).toBeVisible({ timeout: 60_000 });
  const [whole] = await written.locator('.mono b').allTextContents();
  expect(stopped!.length).toBeLessThan(whole!.length);
});

for (const { name, ...look } of [
  { name: 'desktop, light', viewport: { width: 1440, height: 900 }, colorScheme: 'light' as const },
  { name: 'phone, dark', viewport: { width: 390, height: 844 }, colorScheme: 'dark' as const },
])
  test.describe(name, () => {
    test.use(look);

    test('axe finds nothing, and nothing spills over the edge, in any form of the page', async ({ page }) => {
      await page.goto(address());
      await read(page);
      for (const press of ['', 'm', 'm', 't']) {
        if (press) await page.keyboard.press(press);
        await expect(edit(page)).toContainText('The next word');
        await expectNoViolations(page);
        await expectToFit(page);
      }
    });
  });
