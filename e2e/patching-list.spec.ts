import { expect, test } from '@playwright/test';
import { complaints, explainerOf, getItem, hydrated, listPatching, TARGET, where } from './support';

const number = (n: number) => n.toLocaleString('en-US');

test('a verdict filter shows the rows it says, and counts those it hides', async ({ page, request }) => {
  const heard = complaints(page);
  const { total, totalUnfiltered } = await listPatching(request, await where(request, { self: 'wrong' }));
  const self = await explainerOf(request, 'self');
  await page.goto(`/${TARGET}/patching`);
  await expect(page.locator('.counted')).toContainText(`${number(totalUnfiltered)} questions`);
  await hydrated(page);
  await page.getByRole('combobox', { name: 'self' }).selectOption('wrong');
  await expect(page).toHaveURL((url) => url.searchParams.get('verdict') === `${self.id}:wrong`);
  await expect(page.locator('.counted')).toContainText(`${number(total)} question`);
  await expect(page.locator('.counted')).toContainText(`${number(totalUnfiltered - total)} hidden`);
  // The first column of verdicts is self's.
  const marks = page.locator('.question-table tbody tr td.verdict-column:nth-of-type(3) svg');
  await expect(marks.first()).toHaveAttribute('aria-label', 'wrong');
  const names = await marks.evaluateAll((svgs) => svgs.map((svg) => svg.getAttribute('aria-label')));
  expect(new Set(names)).toEqual(new Set(['wrong']));
  await page.getByRole('button', { name: 'show all' }).click();
  await expect(page.locator('.counted')).toContainText(`${number(totalUnfiltered)} questions`);
  heard.expectNone();
});

test('filters of an address are there at first paint, without a script', async ({
  browser,
  baseURL,
  request,
}) => {
  const filters = await where(request, { self: 'right', other: 'wrong' });
  const { total, items } = await listPatching(request, filters);
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`/${TARGET}/patching?${filters}`);
  await expect(page.locator('.counted')).toContainText(`${number(total)} question`);
  await expect(page.locator('a[data-item]').first()).toHaveAttribute('data-item', items[0]?.id ?? '');
  await context.close();
});

test('more rows come by the page, none twice', async ({ page, request }) => {
  const { totalUnfiltered } = await listPatching(request);
  await page.goto(`/${TARGET}/patching`);
  const rows = page.locator('a[data-item]');
  const first = await rows.count();
  expect(totalUnfiltered, 'the shipped bundle has more than one page').toBeGreaterThan(first);
  await hydrated(page);
  await page.getByRole('button', { name: /^More/ }).click();
  await expect.poll(() => rows.count()).toBeGreaterThan(first);
  const ids = await rows.evaluateAll((links) => links.map((link) => link.getAttribute('data-item')));
  expect(new Set(ids).size).toBe(ids.length);
});

test('part of a text finds the questions that hold it', async ({ page, request }) => {
  const { items } = await listPatching(request, 'limit=1');
  const subject = items[0]?.subject ?? '';
  const { total } = await listPatching(request, `q=${encodeURIComponent(subject)}`);
  await page.goto(`/${TARGET}/patching`);
  await hydrated(page);
  await page.getByRole('searchbox').fill(subject);
  await expect(page.locator('.counted')).toContainText(`${number(total)} question`);
  await page.getByRole('searchbox').fill('no text holds this');
  await expect(page.getByRole('heading', { name: 'No question matches these filters' })).toBeVisible();
  await page.getByRole('button', { name: 'Clear the filters' }).click();
  await expect(page.locator('a[data-item]').first()).toBeVisible();
});

test('j, k and Enter walk the list and open a question, and j goes on along the same filters', async ({
  page,
  request,
}) => {
  const filters = await where(request, { self: 'right' });
  const { items } = await listPatching(request, `${filters}&limit=3`);
  expect(items.length, 'questions of the shipped bundle that self has right').toBe(3);
  await page.goto(`/${TARGET}/patching?${filters}`);
  await hydrated(page);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await expect(page.locator(`a[data-item="${items[1]?.id}"]`)).toBeFocused();
  await page.keyboard.press('k');
  await expect(page.locator(`a[data-item="${items[0]?.id}"]`)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/patching/${items[0]?.id}\\?verdict=`));
  await expect(page.getByRole('grid', { name: 'measured effect' })).toBeVisible();
  await page.keyboard.press('j');
  await expect(page).toHaveURL(new RegExp(`/patching/${items[1]?.id}\\?verdict=`));
  await expect(page.getByRole('heading', { level: 1 })).toContainText(items[1]?.subject ?? '');
  await page.keyboard.press('k');
  await expect(page).toHaveURL(new RegExp(`/patching/${items[0]?.id}\\?verdict=`));
});

test('a random question obeys the filters', async ({ request }) => {
  const filters = await where(request, { self: 'wrong' });
  const response = await request.get(`/${TARGET}/patching/random?${filters}`, { maxRedirects: 0 });
  expect(response.status()).toBe(307);
  const location = new URL(response.headers()['location'] ?? '', 'http://host.invalid');
  const id = location.pathname.split('/').pop() ?? '';
  expect(location.search).toBe(`?${filters}`);
  const item = await getItem(request, id);
  expect(item.explanations.find((e) => e.role === 'self')?.verdict).toBe('wrong');
});

test('an address of the list as it was spelt before opens the same list', async ({ page, request }) => {
  const filters = await where(
    request,
    { self: 'right', other: 'wrong', 'no-vector': 'wrong' },
    { layer: 2, pair: 'same-relation', position: 'last', split: 'test' },
  );
  const { total } = await listPatching(request, filters);
  expect(total).toBeGreaterThan(0);
  await page.goto(
    `/${TARGET}/patching?self=right&other=wrong&control=wrong&at=2&pair=same-relation&position=last&split=test`,
  );
  await expect(page).not.toHaveURL(/[?&](self|other|control|at|position)=/);
  await expect(page.locator('.counted')).toContainText(`${number(total)} question`);
});
