import { expect, test } from '@playwright/test';
import type { EvaluationRecord } from '../lib/store/records';
import { complaints, explainerOf, TARGET } from './support';

const share = (value: number) => (100 * value).toFixed(1);

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
