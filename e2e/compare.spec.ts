import { expect, test } from '@playwright/test';
import type { EvaluationRecord } from '../lib/store/records';
import { complaints, explainerOf, explainersOf, rounded, TARGET } from './support';

const share = (value: number) => rounded(100 * value, 1);

test('the comparison shows the scores that the store holds, of every target and slice', async ({
  page,
  request,
}) => {
  const heard = complaints(page);
  const self = await explainerOf(request, 'self');
  const other = await explainerOf(request, 'other');
  const { evaluations } = (await (
    await request.get(`/api/v1/evaluations?target=${TARGET}&task=patch&metric=exactMatch`)
  ).json()) as { evaluations: EvaluationRecord[] };
  const find = (explainerId: string, slice: string, againstId: string | null = null) =>
    evaluations.find((e) => e.explainerId === explainerId && e.slice === slice && e.againstId === againstId)!;
  await page.goto('/');
  await page
    .getByRole('navigation', { name: 'Main', exact: true })
    .getByRole('link', { name: 'Compare' })
    .click();
  await expect(page.getByRole('heading', { level: 1, name: 'Self against other' })).toBeVisible();
  const row = page
    .getByRole('region', { name: 'Who explains whom, table' })
    .getByRole('row', { name: new RegExp(`^${TARGET} `) });
  for (const { id } of [self, other]) await expect(row).toContainText(share(find(id, 'all').value));

  await page.getByRole('navigation', { name: 'Taken apart by' }).getByRole('link', { name: 'cell' }).click();
  await expect(page).toHaveURL(/by=cell/);
  const slices = [...new Set(evaluations.map(({ slice }) => slice))].filter((slice) =>
    slice.startsWith('cell:'),
  );
  expect(slices.length).toBeGreaterThan(3);
  for (const slice of slices) {
    const line = page
      .getByRole('region', { name: 'Where self wins, table' })
      .getByRole('row', { name: new RegExp(`^${slice.slice('cell:'.length)} `) });
    await expect(line).toContainText(share(find(self.id, slice).value));
    await expect(line).toContainText(share(find(other.id, slice).value));
  }
  heard.expectNone();
});

test('a number of items leads to a list of as many', async ({ page }) => {
  await page.goto(`/compare?target=${TARGET}&by=position`);
  const link = page
    .getByRole('region', { name: 'Where self wins, table' })
    .getByRole('row')
    .nth(1)
    .getByRole('link');
  const counted = (await link.textContent())!;
  await link.click();
  await expect(page.locator('.counted')).toContainText(`${counted} questions`);
});

test('disagreements are as many as their list holds, and lead to both claims', async ({ page }) => {
  await page.goto(`/compare?target=${TARGET}`);
  const all = page.getByRole('link', { name: /^all / }).first();
  const counted = (await all.textContent())!.replace('all ', '');
  await all.click();
  await expect(page.locator('.counted')).toContainText(counted);
});

test('what an address names and there is not, is told', async ({ page }) => {
  await page.goto('/compare?task=riddles&metric=luck');
  await expect(page.getByText('There is no task riddles here.')).toBeVisible();
  await expect(page.getByText('There is no metric luck here.')).toBeVisible();
});

test('a count of claims leads to a list of as many', async ({ page, request }) => {
  const self = await explainerOf(request, 'self');
  await page.goto(`/compare?target=${TARGET}`);
  const row = page
    .getByRole('region', { name: 'What is claimed, table' })
    .getByRole('row', { name: new RegExp(`^self ${self.baseId}`) })
    .first();
  const wrong = row.getByRole('link').nth(1);
  await expect(wrong).toHaveAttribute('title', /unchanged measured: says changed/);
  const counted = (await wrong.locator('b').textContent())!;
  await wrong.click();
  await expect(page.locator('.counted')).toContainText(`${counted} questions`);
});

test('the maps of cells show the scores that the store holds, and lead to their items', async ({
  page,
  request,
}) => {
  const self = await explainerOf(request, 'self');
  const { evaluations } = (await (
    await request.get(`/api/v1/evaluations?target=${TARGET}&task=patch&metric=exactMatch`)
  ).json()) as { evaluations: EvaluationRecord[] };
  const own = evaluations.filter(
    (e) => e.explainerId === self.id && e.againstId === null && e.slice.startsWith('cell:'),
  );
  await page.goto(`/compare?target=${TARGET}`);
  const map = page.getByRole('table', { name: new RegExp(`^self ${self.baseId}`) });
  await expect(map.getByRole('link')).toHaveCount(own.length);
  const shown = await map.getByRole('link').allTextContents();
  expect([...shown].sort()).toEqual(own.map(({ value }) => share(value)).sort());
  const cell = map.getByRole('link').first();
  const items = /([\d,]+) items$/.exec((await cell.getAttribute('title'))!)![1]!;
  await cell.click();
  await expect(page.locator('.counted')).toContainText(`${items} questions`);
});

test('errors are browsed one by one, the surest first, with everyone beside', async ({ page, request }) => {
  const heard = complaints(page);
  const self = await explainerOf(request, 'self');
  await page.goto(`/compare?target=${TARGET}`);
  const gallery = page.getByRole('region', { name: 'Sure and wrong' });
  const card = gallery.locator('article.self').filter({ hasText: self.baseId! });
  const sureness = async () => Number(await card.locator('.score b').textContent());
  await expect(card).toContainText('wrong');
  const [first, title] = [await sureness(), await gallery.getByRole('heading', { level: 3 }).textContent()];
  await gallery.getByRole('link', { name: 'Less sure error' }).click();
  await expect(page).toHaveURL(/error=2/);
  await expect(gallery.getByRole('heading', { level: 3 })).not.toHaveText(title!);
  expect(await sureness()).toBeLessThanOrEqual(first);
  await expect(gallery.getByRole('article')).not.toHaveCount(1);
  await gallery
    .getByRole('navigation', { name: 'Whose errors' })
    .getByRole('link', { name: /^other/ })
    .click();
  await expect(gallery.locator('article.other').first()).toContainText('wrong');
  heard.expectNone();
});

test('how alike the models are is shown where it was measured', async ({ page, request }) => {
  const measured = (await request.get(`/models/${TARGET}/kinship.json`)).ok();
  for (const path of [`/compare?target=${TARGET}`, `/models/${TARGET}`]) {
    await page.goto(path);
    await expect(page.getByRole('region', { name: 'How alike the models are, table' })).toHaveCount(
      measured ? 1 : 0,
    );
  }
  // Who was trained from kin has a score there, though no place of its own.
  const kin = (await explainersOf(request)).filter(
    ({ kinship, disturbs }) => kinship === 'sibling' && !disturbs,
  );
  const { evaluations } = (await (
    await request.get(`/api/v1/evaluations?target=${TARGET}&task=patch&metric=exactMatch`)
  ).json()) as { evaluations: EvaluationRecord[] };
  await page.goto(`/compare?target=${TARGET}`);
  for (const { id, baseId } of kin) {
    const { value } = evaluations.find(
      (e) => e.explainerId === id && e.againstId === null && e.slice === 'all' && e.split === 'test',
    )!;
    const row = page.getByRole('region', { name: 'How alike the models are, table' }).getByRole('row');
    await expect(row.filter({ hasText: baseId! }).getByRole('cell').first()).toHaveText(share(value));
  }
});
