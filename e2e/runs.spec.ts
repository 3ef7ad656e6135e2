import { expect, test } from '@playwright/test';
import type { EvaluationRecord } from '../lib/store/records';
import { complaints, hydrated, runPathOf, rounded, TARGET, trainedHere } from './support';

test('every run is listed with what it made, and leads to its page', async ({ page, request }) => {
  const heard = complaints(page);
  const { runId } = await trainedHere(request);
  await page.goto('/');
  await page
    .getByRole('navigation', { name: 'Main', exact: true })
    .getByRole('link', { name: 'Runs' })
    .click();
  await expect(page.getByRole('heading', { level: 1, name: 'Runs' })).toBeVisible();
  const row = page.getByRole('row', { name: new RegExp(`^${runId} `) });
  await expect(row).toContainText(`of ${TARGET}`);
  await row.getByRole('link', { name: runId }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Run ${runId}` })).toBeVisible();
  heard.expectNone();
});

test('a run says how it is repeated, what came of it, and how that was scored', async ({ page, request }) => {
  const explainer = await trainedHere(request);
  const { evaluations } = (await (
    await request.get(`/api/v1/evaluations?target=${TARGET}&slice=all&metric=exactMatch`)
  ).json()) as { evaluations: EvaluationRecord[] };
  const own = evaluations.find((e) => e.explainerId === explainer.id && e.againstId === null)!;
  await page.goto(await runPathOf(request));
  await expect(page.getByRole('region', { name: 'Reproduce' })).toContainText('npm run lab -- train');
  await expect(page.getByRole('img', { name: /^Losses of self/ })).toBeVisible();
  const row = page.getByRole('region', { name: 'Evaluation, table' }).locator('tr.chosen');
  await expect(row).toContainText(rounded(100 * own.value, 1));
  await expect(row).toContainText(`${rounded(100 * own.low!, 1)} to ${rounded(100 * own.high!, 1)}`);
});

test('another run stands beside it, on a scale of choice, and both are in the address', async ({
  page,
  request,
}) => {
  await page.goto(await runPathOf(request));
  await hydrated(page);
  await page.getByText('beside another run').click();
  await page
    .getByRole('group')
    .filter({ hasText: 'beside another run' })
    .getByRole('link', { name: /^no vector/ })
    .first()
    .click();
  await expect(page).toHaveURL(/with=/);
  await expect(page.locator('.ends').getByText(/^no vector/)).toBeVisible();
  await page
    .getByRole('navigation', { name: 'Scale of the losses' })
    .getByRole('link', { name: 'log' })
    .click();
  await expect(page).toHaveURL(/with=.*scale=log/);
  await page.reload();
  await expect(page.locator('.ends').getByText(/^no vector/)).toBeVisible();
  await expect(page.getByText(/nats by step.*log scale/)).toBeVisible();
});

test('a run that nobody knows is not found, and one beside it is told', async ({ page, request }) => {
  for (const id of ['nobody-knows', 'x'.repeat(300), '%3Cscript%3E'])
    expect((await page.goto(`/runs/${id}`))?.status(), id).toBe(404);
  await page.goto(`${await runPathOf(request)}?with=nobody-knows`);
  await expect(page.getByText('There is no run nobody-knows')).toBeVisible();
});
