import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { cp, mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadFolder } from '../lib/engine/node-folder';
import { nodeRuntime } from '../lib/engine/runtime-node';
import { shardParameters } from '../lib/model/checkpoint';
import { readSafetensors, writeSafetensors } from '../lib/model/safetensors';
import { withoutPrefix } from '../lib/model/chat-turn';
import { parseTokenizer } from '../lib/model/tokenizer';
import { sweep } from '../lib/task/patch/sweep';
import { FAMILY_NAMES, familyFixture } from '../test/support/families';
import { complaints, hydrated } from './support';

test.describe.configure({ timeout: 240_000 });

const FAMILIES = path.resolve('test/fixtures/families');
/** A model with a tokenizer that no store holds. */
const HOUSE = path.resolve('test/fixtures/house-a');

let scratch: string;
test.beforeAll(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), 'tab-'));
});
test.afterAll(() => rm(scratch, { recursive: true }));

const card = (page: Page) => page.locator('.folder-card');
const zone = (page: Page) => page.locator('.drop-folder');

/** Has a folder looked at; nothing of it is used yet. */
async function choose(page: Page, folder: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /^Choose (a model|another) folder/ }).click();
  await (await chooser).setFiles(folder);
}

/** Drops a folder as a reader's hand does, by the browser's own events. */
async function drop(page: Page, folder: string): Promise<void> {
  const box = (await zone(page).boundingBox())!;
  const client = await page.context().newCDPSession(page);
  const at = { x: box.x + box.width / 2, y: box.y + 20 };
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await client.send('Input.dispatchDragEvent', { type, ...at, data });
}

async function use(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Use it/ }).click();
}

/** The last token of the last layer of the first map: what the model says next. */
async function nextToken(page: Page, layers: number, tokens: number): Promise<string> {
  const cell = page.locator(`[data-map="First text"] [data-cell="${layers}:${tokens - 1}"]`);
  const [, word] = /^(.+), probability/.exec((await cell.getAttribute('title')) ?? '')!;
  return word!;
}

test('folders of five architectures, dropped one after another, say next what PyTorch says', async ({
  page,
}) => {
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'GET') sent.push(request.url());
  });
  for (const name of FAMILY_NAMES) {
    const { config, expected } = familyFixture(name);
    await page.goto('/models');
    await hydrated(page);
    await zone(page).scrollIntoViewIfNeeded();
    await drop(page, path.join(FAMILIES, name));
    await expect(card(page)).toContainText(config.architecture);
    await expect(card(page)).toContainText('texts are token ids');
    await use(page);
    await expect(page).toHaveURL(/\/tab\/playground\?.*folder=/);
    const row = expected.ids[0]!;
    const field = page.getByRole('textbox', { name: 'First text' });
    await field.fill(row.join(' '));
    await field.press('Enter');
    await expect(page.locator('[data-map="First text"]').getByRole('columnheader')).toHaveCount(
      row.length + 1,
    );
    expect(await nextToken(page, config.layers, row.length), name).toBe(String(expected.greedy[0]![0]));
  }
  expect(sent).toEqual([]);
});

test('an own text is patched in a sharded F16 folder, and its link says elsewhere which folder it needs', async ({
  page,
  browser,
}) => {
  const heard = complaints(page);
  const folder = path.join(scratch, 'in-shards');
  await mkdir(folder);
  for (const name of ['config.json', 'tokenizer.json', 'tokenizer_config.json'])
    await cp(path.join(HOUSE, name), path.join(folder, name));
  const weights = readSafetensors(await readFile(path.join(HOUSE, 'model.safetensors')));
  const { shards, index } = shardParameters(weights, 'F16', 800_000);
  expect(shards.length).toBeGreaterThan(2);
  for (const { name, parameters } of shards)
    await writeFile(path.join(folder, name), writeSafetensors(parameters, 'F16'));
  await writeFile(path.join(folder, 'model.safetensors.index.json'), index);
  const engine = await loadFolder(nodeRuntime(), folder);
  const tokenizer = parseTokenizer(await readFile(path.join(folder, 'tokenizer.json'), 'utf8'));
  const [text, source] = ['The capital of Spain is', 'The capital of France is'];
  const wanted = (await sweep(engine, tokenizer, text, source)).sweep;
  await engine.dispose();

  await page.goto('/tab/patching/own');
  await hydrated(page);
  await choose(page, folder);
  await use(page);
  await page.getByRole('textbox', { name: /source of the vector/ }).fill(source);
  await page.getByRole('textbox', { name: /text that is run/ }).fill(text);
  await page.getByRole('button', { name: /^Measure/ }).click();
  const map = page.getByRole('grid', { name: 'measured effect' });
  await expect(map).toBeVisible({ timeout: 120_000 });
  await expect(map.locator('[data-cell]')).toHaveCount(wanted.layers.length * wanted.tokens.length);
  await expect(page.getByText('No explainer speaks for it')).toBeVisible();
  await page.getByRole('button', { name: /^Share/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Share this view' });
  await expect(dialog).toContainText('The folder in-shards stays on your disk');
  await dialog.getByRole('button', { name: 'Make a link' }).click();
  const link = await dialog.getByRole('textbox', { name: 'Link' }).inputValue();
  heard.expectNone();

  // A reload has lost the folder, and says which one it was.
  await page.reload();
  await expect(page.getByRole('heading', { name: 'This page needs the folder in-shards' })).toBeVisible();

  const elsewhere = await (await browser.newContext()).newPage();
  await elsewhere.goto(link);
  await hydrated(elsewhere);
  await expect(
    elsewhere.getByRole('heading', { name: 'This page needs the folder in-shards' }),
  ).toBeVisible();
  await choose(elsewhere, path.join(FAMILIES, 'gpt2'));
  await expect(card(elsewhere)).toContainText('not the folder that the address asks for');
  await choose(elsewhere, folder);
  await use(elsewhere);
  await expect(elsewhere.getByRole('textbox', { name: /text that is run/ })).toHaveValue(text);
  await elsewhere.getByRole('button', { name: /^Measure/ }).click();
  await expect(elsewhere.getByRole('grid', { name: 'measured effect' })).toBeVisible({ timeout: 120_000 });
  await elsewhere.context().close();
});

test('a folder runs on a GPU as well, and what it gives there is held against WASM', async ({ page }) => {
  await page.goto('/models?provider=webgpu');
  await hydrated(page);
  await choose(page, path.join(FAMILIES, 'mistral'));
  await expect(card(page)).toContainText('on webgpu');
  await use(page);
  await expect(page.locator('[data-parity="ok"]')).toBeVisible({ timeout: 120_000 });
});

test('an own text is ablated in a folder of the tab', async ({ page }) => {
  await page.goto('/tab/ablation/own');
  await hydrated(page);
  await choose(page, HOUSE);
  await use(page);
  await page.getByRole('textbox', { name: 'text that is run' }).fill('The capital of Spain is');
  await page.getByRole('button', { name: /^Measure/ }).click();
  await expect(page.getByRole('complementary').first()).toBeVisible({ timeout: 120_000 });
  await expect(page).toHaveURL(/folder=house-a/);
});

test('a text runs as a chat turn where the folder has a template, and the address says so', async ({
  page,
}) => {
  const heard = complaints(page);
  const folder = path.join(scratch, 'chatty');
  await cp(HOUSE, folder, { recursive: true });
  const settings = JSON.parse(await readFile(path.join(folder, 'tokenizer_config.json'), 'utf8')) as object;
  const source = '{{ bos_token }}{% for turn in messages %}{{ turn.content }}{{ eos_token }}{% endfor %}';
  await writeFile(
    path.join(folder, 'tokenizer_config.json'),
    JSON.stringify({ ...settings, chat_template: source }),
  );
  const tokenizer = withoutPrefix(
    parseTokenizer(await readFile(path.join(folder, 'tokenizer.json'), 'utf8'), JSON.stringify(settings)),
  );
  const text = 'The capital of Spain is';
  const ids = tokenizer.encode(`<bos>${text}<eos>`);
  expect([ids[0], ids.at(-1)]).toEqual([tokenizer.idOf('<bos>'), tokenizer.idOf('<eos>')]);

  await page.goto('/tab/playground');
  await hydrated(page);
  await choose(page, folder);
  await use(page);
  await page.getByRole('textbox', { name: 'First text' }).fill(text);
  await page.getByRole('textbox', { name: 'First text' }).press('Enter');
  const heads = page.locator('[data-map="First text"]').getByRole('columnheader');
  await expect(heads).toHaveCount(tokenizer.encode(text).length + 1);
  await page.getByRole('checkbox', { name: 'as a chat turn' }).check();
  await expect(page).toHaveURL(/chat=1/);
  await expect(heads).toHaveCount(ids.length + 1);
  await expect(heads.nth(1)).toContainText('<bos>');

  // A template that goes on for ever ends by itself, and the page is free all the while.
  await writeFile(
    path.join(folder, 'tokenizer_config.json'),
    JSON.stringify({
      ...settings,
      chat_template: '{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}',
    }),
  );
  await page.goto('/tab/patching/own?chat=1');
  await hydrated(page);
  await choose(page, folder);
  await use(page);
  await page.getByRole('textbox', { name: /source of the vector/ }).fill('The capital of France is');
  await page.getByRole('textbox', { name: /text that is run/ }).fill(text);
  await page.getByRole('button', { name: /^Measure/ }).click();
  const late = page.getByText('the chat template cannot be run: it did not end within 10 s');
  await expect(late).toBeVisible({ timeout: 60_000 });
  await writeFile(
    path.join(folder, 'tokenizer_config.json'),
    JSON.stringify({ ...settings, chat_template: source }),
  );

  await page.goto('/tab/patching/own');
  await hydrated(page);
  await choose(page, folder);
  await use(page);
  await page.getByRole('textbox', { name: /source of the vector/ }).fill('The capital of France is');
  await page.getByRole('textbox', { name: /text that is run/ }).fill(text);
  await page.getByRole('checkbox', { name: 'as a chat turn' }).check();
  await expect(page).toHaveURL(/chat=1/);
  await page.getByRole('button', { name: /^Measure/ }).click();
  const map = page.getByRole('grid', { name: 'measured effect' });
  await expect(map.getByRole('columnheader').first()).toBeVisible({ timeout: 120_000 });
  await expect(map.locator('[data-cell^="0:"]')).toHaveCount(ids.length);
  heard.expectNone();
});

test('what cannot be used is refused in a line each, and the page goes on', async ({ page }) => {
  const { parameters } = familyFixture('qwen3');
  const config = await readFile(path.join(FAMILIES, 'qwen3', 'config.json'), 'utf8');
  const make = async (name: string, files: Record<string, string | Uint8Array>): Promise<string> => {
    const folder = path.join(scratch, name);
    await mkdir(folder);
    for (const [file, content] of Object.entries({ 'config.json': config, ...files }))
      await writeFile(path.join(folder, file), content);
    return folder;
  };
  const weights = writeSafetensors(parameters, 'BF16');
  const [first, ...others] = parameters;
  const broken = new Map([[first![0], { ...first![1], data: first![1].data.map(() => NaN) }], ...others]);
  const climbing = JSON.stringify({ weight_map: { 'model.norm.weight': '../../secret.safetensors' } });
  await page.goto('/models');
  await hydrated(page);
  for (const [folder, line] of [
    [
      await make('other', { 'config.json': '{"model_type": "mamba"}', 'model.safetensors': weights }),
      'config.json: the architecture mamba is not supported',
    ],
    [
      await make('index', { 'model.safetensors.index.json': climbing }),
      'is not the name of a safetensors file in the same folder',
    ],
    [
      await make('header', { 'model.safetensors': claiming(10_000_000_000) }),
      'model.safetensors: the safetensors header claims 10000000000 bytes',
    ],
    [
      await make('tokenizer', {
        'model.safetensors': weights,
        'tokenizer.json': await readFile(path.join(HOUSE, 'tokenizer.json')),
      }),
      'and the model has 40 tokens',
    ],
  ] as const) {
    await choose(page, folder);
    await expect(zone(page).locator('.refusal')).toContainText(line);
    await expect(page.getByRole('button', { name: /^Use it/ })).toHaveCount(0);
  }
  await choose(page, await make('nan', { 'model.safetensors': writeSafetensors(broken, 'BF16') }));
  await use(page);
  await expect(zone(page).locator('.refusal')).toContainText(`tensor ${first![0]} holds NaN`);
  await choose(page, await large());
  await expect(card(page)).toContainText('as F16');
  await expect(card(page)).toContainText('It is too large for WebAssembly here');
  await expect(page.getByRole('button', { name: /^Use it/ })).toHaveCount(0);
  await choose(page, path.join(FAMILIES, 'qwen3'));
  await use(page);
  await expect(page).toHaveURL(/\/tab\/playground/);
});

/** A file whose header is said to be longer than it is. */
function claiming(bytes: number): Uint8Array {
  const file = new Uint8Array(64);
  new DataView(file.buffer).setBigUint64(0, BigInt(bytes), true);
  return file;
}

/** A folder of 1.2 billion weights, of which the disk holds a header and nothing. */
async function large(): Promise<string> {
  const folder = path.join(scratch, 'large');
  await mkdir(folder);
  const [width, vocab] = [20, 60_000_000];
  const config = JSON.parse(await readFile(path.join(FAMILIES, 'qwen3', 'config.json'), 'utf8')) as object;
  await writeFile(path.join(folder, 'config.json'), JSON.stringify({ ...config, vocab_size: vocab }));
  const { parameters } = familyFixture('qwen3');
  let end = 0;
  const entries = [...parameters].map(([name, { shape }]) => {
    const own = name.includes('embed') || name.startsWith('lm_head') ? [vocab, width] : shape;
    const from = end;
    end += 2 * own.reduce((p, d) => p * d, 1);
    return [name, { dtype: 'F16', shape: own, data_offsets: [from, end] }];
  });
  const header = Buffer.from(JSON.stringify(Object.fromEntries(entries)));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  const file = await open(path.join(folder, 'model.safetensors'), 'w');
  await file.write(Buffer.concat([length, header]));
  await file.truncate(8 + header.length + end);
  await file.close();
  return folder;
}

for (const { name, ...look } of [
  { name: 'desktop, light', viewport: { width: 1440, height: 900 }, colorScheme: 'light' as const },
  { name: 'phone, dark', viewport: { width: 390, height: 844 }, colorScheme: 'dark' as const },
])
  test.describe(name, () => {
    test.use(look);

    test('axe finds nothing in the door and what it says of a folder, and all of it works by keys', async ({
      page,
    }) => {
      // Asked for early: a key may else be there before the browser knows that choosers are to be reported.
      const chooser = page.waitForEvent('filechooser');
      await page.goto('/tab/playground');
      await hydrated(page);
      const button = page.getByRole('button', { name: 'Choose a model folder' });
      await button.focus();
      await page.keyboard.press('Enter');
      await (await chooser).setFiles(HOUSE);
      await expect(card(page)).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')}`)).toEqual([]);
      const [content, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      expect(content).toBeLessThanOrEqual(screen ?? 0);
      await page.getByRole('button', { name: /^Use it/ }).press('Enter');
      await expect(page.getByRole('grid', { name: 'First text' })).toBeVisible({ timeout: 120_000 });
    });
  });
