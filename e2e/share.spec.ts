import { expect, test } from '@playwright/test';
import {
  chosenCell,
  complaints,
  firstItem,
  hydrated,
  itemPath,
  listPatching,
  TARGET,
  trainedHere,
  where,
} from './support';

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

test('a link has a preview picture, whatever its note says; who predicts has none', async ({
  page,
  request,
}) => {
  const item = await firstItem(request);
  const note = '<script>alert(1)</script> 東京 🙂 "quoted" & '.repeat(20);
  const { slug } = (await (
    await request.post('/api/v1/permalinks', { data: { view: `${itemPath(item)}?v=1`, note } })
  ).json()) as { slug: string };
  for (const path of [`/p/${slug}`, itemPath(item)]) {
    await page.goto(path);
    const address = await page.locator('meta[property="og:image"]').getAttribute('content');
    expect(new URL(address!).pathname).toBe(`${path}/picture`);
    const picture = await request.get(new URL(address!).pathname);
    expect(picture.headers()).toMatchObject({
      'content-type': 'image/png',
      'cross-origin-resource-policy': 'cross-origin',
    });
    const png = await picture.body();
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
    expect(png.length).toBeLessThan(300_000);
  }
  await page.goto(`${itemPath(item)}?predict=1`);
  await expect(page.locator('meta[property="og:image"]')).toHaveCount(0);
  for (const path of ['/p/2222222222/picture', `/${item.targetId}/patching/nothing/picture`])
    expect((await request.get(path)).status()).toBe(404);
});

test('the comparison as it stands is shared with a note, and opens so', async ({ page }) => {
  const heard = complaints(page);
  await page.goto(`/compare?target=${TARGET}&by=answer&error=2`);
  await hydrated(page);
  await page.getByRole('button', { name: 'Share' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share this view' });
  await dialog.getByLabel('Note').fill('The second of the surest errors.');
  await dialog.getByRole('button', { name: 'Make a link' }).click();
  await page.goto(new URL(await dialog.getByRole('textbox', { name: 'Link' }).inputValue()).pathname);
  await expect(page.getByText('The second of the surest errors.')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'Self against other' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Sure and wrong' })).toContainText('2 of the');
  await expect(
    page.getByRole('navigation', { name: 'Taken apart by' }).getByRole('link', { name: 'answer' }),
  ).toHaveAttribute('aria-current', 'true');
  heard.expectNone();
});

test('a list is shared with its filters and a note, and goes on from there', async ({ page, request }) => {
  const heard = complaints(page);
  const filters = await where(request, { self: 'wrong' }, { layer: 2 });
  const { total } = await listPatching(request, filters);
  const counted = `${total.toLocaleString('en-US')} question`;
  await page.goto(`/${TARGET}/patching?${filters}`);
  await hydrated(page);
  await page.keyboard.press('s');
  const dialog = page.getByRole('dialog', { name: 'Share this view' });
  await dialog.getByLabel('Note').fill('Where self is wrong.');
  await dialog.getByRole('button', { name: 'Make a link' }).click();
  const link = new URL(await dialog.getByRole('textbox', { name: 'Link' }).inputValue()).pathname;
  await page.goto(link);
  await expect(page.getByText('Where self is wrong.')).toBeVisible();
  await expect(page.locator('.counted')).toContainText(counted);
  await expect(page.getByRole('combobox', { name: 'self' })).toHaveValue('wrong');
  const picture = await request.get(`${link}/picture`);
  expect([picture.status(), picture.headers()['content-type']]).toEqual([200, 'image/png']);
  // Other filters stand in the address, and a reload keeps them.
  await hydrated(page);
  await page.getByRole('combobox', { name: 'self' }).selectOption('right');
  await expect(page).toHaveURL(/\/p\/[a-z0-9]{10}\?.*right/);
  await page.reload();
  await expect(page.getByRole('combobox', { name: 'self' })).toHaveValue('right');
  for (const task of ['ablation', 'features', 'activations']) {
    await page.goto(`/${TARGET}/${task}`);
    await expect(page.getByRole('button', { name: 'Share' })).toBeVisible();
  }
  heard.expectNone();
});

test('runs, models and playgrounds are shared, too; what is gone or unknown is refused', async ({
  page,
  request,
}) => {
  const make = (view: string) => request.post('/api/v1/permalinks', { data: { view, note: 'Look here.' } });
  const { runId } = await trainedHere(request);
  for (const [view, heading] of [
    [`/runs/${runId}?scale=log&v=1`, `Run ${runId}`],
    [`/models/${TARGET}?v=1`, TARGET],
    [`/${TARGET}/playground?text=The+capital+of+Peru+is&v=1`, 'What stands at each layer and token'],
  ] as const) {
    const made = await make(view);
    expect(made.status()).toBe(201);
    await page.goto(`/p/${((await made.json()) as { slug: string }).slug}`);
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
    await expect(page.getByText('Look here.')).toBeVisible();
  }
  await expect(page.getByRole('textbox', { name: 'First text' })).toHaveValue('The capital of Peru is');
  for (const view of ['/runs/none?v=1', '/compare?evil=1&v=1', '/compare', '/runs?v=1'])
    expect((await make(view)).status()).toBe(400);
});
