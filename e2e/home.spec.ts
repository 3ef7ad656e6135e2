import { expect, test } from '@playwright/test';
import type { EvaluationRecord } from '../lib/store/records';
import { allTasks } from '../lib/task/tasks';
import { complaints, firstItem, listPatching, rounded, shifted, TARGET, watchShifts, where } from './support';

const percent = (share: number) => rounded(share * 100, 1);

test('the home page shows the scores of the store, self and other and every control', async ({
  page,
  request,
}) => {
  const heard = complaints(page);
  const response = await request.get(`/api/v1/evaluations?target=${TARGET}&slice=all&metric=exactMatch`);
  const { evaluations } = (await response.json()) as { evaluations: EvaluationRecord[] };
  await page.goto(`/?target=${TARGET}`);

  await page.getByText('As a table').first().click();
  const table = page.getByRole('region', { name: new RegExp(`Scores of the explainers of ${TARGET}`) });
  for (const role of ['self', 'other', 'no vector', 'text oracle', 'majority'])
    await expect(table.getByRole('rowheader', { name: new RegExp(`^${role}`) }).first()).toBeVisible();

  // Who stands on the cards stands in the result; scaling points do not.
  const { explanations } = await firstItem(request);
  const idOf = (role: string) => explanations.find((e) => e.role === role)?.explainerId;
  const difference = evaluations.find((e) => e.explainerId === idOf('self') && e.againstId === idOf('other'));
  expect(difference).toBeDefined();
  const self = evaluations.find((e) => e.againstId === null && e.explainerId === difference?.explainerId);
  expect(self).toBeDefined();
  await expect(table.getByRole('row', { name: /^self/ })).toContainText(percent(self?.value ?? NaN));
  // The sentence is written from the numbers: which way it points must agree with the interval.
  const finding = page.locator('.note').first();
  const low = difference?.low ?? 0;
  const high = difference?.high ?? 0;
  const answer = low > 0 ? 'Yes,' : high < 0 ? 'No,' : 'A tie:';
  // A control that self is below, by the mean of its seeds where there are some, is told before the answer.
  const scoreOf = (id: string) => evaluations.find((e) => e.explainerId === id && e.againstId === null);
  const controls = explanations.filter(({ role }) => role !== 'self' && role !== 'other');
  const [best] = controls
    .map(({ explainerId }) => scoreOf(explainerId)!)
    .sort((one, another) => another.value - one.value);
  const heldTo = (id?: string) =>
    evaluations.find((e) => e.explainerId === id && e.againstId === best?.explainerId);
  const held = heldTo(`${idOf('self')}.seeds`) ?? heldTo(idOf('self'));
  expect(held).toBeDefined();
  const told =
    (held?.high ?? 0) < 0 ? `The strongest control, [^.]*reaches ${percent(best!.value)}%: [^.]*\\. ` : '';
  await expect(finding).toContainText(new RegExp(`^${told}${answer}`));
  await expect(finding).toContainText(percent(self?.value ?? NaN));
  heard.expectNone();
});

test('each task that was asked about has a door to as many questions as it says, and a result', async ({
  page,
  request,
}) => {
  const asked: string[] = [];
  for (const task of allTasks()) {
    const { total } = (await (
      await request.get(`/api/v1/questions?task=${task.id}&target=${TARGET}&limit=1`)
    ).json()) as { total: number };
    if (total > 0) asked.push(`/${TARGET}/${task.path} ${total.toLocaleString('en-US')}`);
  }
  expect(asked.length).toBeGreaterThan(1);
  await page.goto(`/?target=${TARGET}`);
  const doors = page.locator('.door .way-in a');
  const said = await doors.evaluateAll((links) =>
    links.map((link) => `${link.getAttribute('href')?.split('?')[0]} ${link.textContent.split(' ')[0]}`),
  );
  expect(said).toEqual(asked);
  await expect(page.getByRole('region', { name: /^Scores of the explainers of/ })).toHaveCount(0);
  for (const summary of await page.getByText('As a table').all()) await summary.click();
  await expect(page.getByRole('region', { name: /^Scores of the explainers of/ })).toHaveCount(asked.length);
});

test('an item worth a look leads to the questions like it, as many as it says', async ({ page, request }) => {
  await page.goto(`/?target=${TARGET}`);
  const { total } = await listPatching(
    request,
    await where(request, { self: 'right', other: 'wrong' }, { split: 'test' }),
  );
  const look = page.getByRole('listitem').filter({ hasText: 'only the model itself is right' });
  await look.locator('a[href*="/patching?"]', { hasText: /like it/ }).click();
  await expect(page).toHaveURL(/verdict=/);
  await expect(page.locator('.counted')).toContainText(`${total.toLocaleString('en-US')} question`);
});

test('the home page loads no more than 180 KB of compressed script', async ({ page }) => {
  const scripts = new Map<string, Promise<number>>();
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script')
      scripts.set(
        response.url(),
        response
          .request()
          .sizes()
          .then((sizes) => sizes.responseBodySize),
      );
  });
  await page.goto('/', { waitUntil: 'networkidle' });
  const sizes = await Promise.all(scripts.values());
  const total = sizes.reduce((sum, size) => sum + size, 0);
  expect(sizes.length).toBeGreaterThan(0);
  expect(total).toBeLessThanOrEqual(180 * 1024);
});

test('a claim is set in the typeface of claims', async ({ page }) => {
  const faces = new Set<string>();
  page.on('response', (response) => response.ok() && faces.add(response.url()));
  await page.goto('/', { waitUntil: 'networkidle' });
  await expect(page.locator('.claim').first()).toHaveCSS('font-family', /^"serif", "Quotes/);
  expect([...faces].some((url) => url.includes('serif'))).toBe(true);
});

for (const width of [390, 1350])
  test(`nothing moves while typefaces and scripts arrive, ${width} wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await watchShifts(page);
    await page.goto('/', { waitUntil: 'networkidle' });
    await page.evaluate(() => document.fonts.ready);
    // Up to here readers do not notice it, after Web Vitals.
    expect(await shifted(page)).toBeLessThan(0.1);
  });

test('the theme a reader chose is painted by the server, before any script', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false, colorScheme: 'light' });
  await context.addCookies([{ name: 'theme', value: 'dark', url: baseURL ?? '' }]);
  const page = await context.newPage();
  await page.goto('/');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await context.close();
});

test('the theme switch goes through system, light and dark', async ({ page }) => {
  await page.goto('/');
  const html = page.locator('html');
  const theme = page.getByRole('button', { name: /^Theme:/ });
  await expect(html).not.toHaveAttribute('data-theme', /./);
  await theme.click();
  await expect(html).toHaveAttribute('data-theme', 'light');
  await theme.click();
  await expect(html).toHaveAttribute('data-theme', 'dark');
  await page.reload();
  await expect(html).toHaveAttribute('data-theme', 'dark');
});
