import { expect, test } from '@playwright/test';
import type { ModelRecord } from '../lib/store/records';
import { askedFile, askedFileSchema, bestOfAll, readerName } from '../lib/task/asked';
import { surveyFileSchema } from '../lib/task/survey';
import { allTasks } from '../lib/task/tasks';
import { complaints, hydrated, listPatching, rounded, TARGET } from './support';

test('the models are listed with what they recall, and lead to a page each', async ({ page, request }) => {
  const heard = complaints(page);
  const { models } = (await (await request.get('/api/v1/models')).json()) as { models: ModelRecord[] };
  expect(models.length).toBeGreaterThan(1);
  await page.goto('/');
  await page
    .getByRole('navigation', { name: 'Main', exact: true })
    .getByRole('link', { name: 'Models' })
    .click();
  for (const { id, recall } of models) {
    const row = page.getByRole('row', { name: new RegExp(`^${id} `) });
    for (const { facts, recalled } of recall)
      await expect(row).toContainText(rounded((100 * recalled) / facts, 1));
  }
  await page.getByRole('link', { name: TARGET, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: TARGET })).toBeVisible();
  heard.expectNone();
});

test('the page of a model says how it came about and how it is made again', async ({ page }) => {
  await page.goto(`/models/${TARGET}`);
  const made = page.getByRole('region', { name: 'Reproduce' });
  await expect(made).toContainText(`npm run lab -- pretrain ${TARGET}`);
  await expect(made).toContainText('random weights');
  await expect(made.getByRole('link', { name: 'model.safetensors' })).toHaveAttribute(
    'href',
    `/models/${TARGET}/model.safetensors`,
  );
  await expect(page.getByRole('img', { name: /^loss: from/ })).toBeVisible();
});

test('the page of a model shows where information moves in it, as its folder says', async ({
  page,
  request,
}) => {
  const file = surveyFileSchema.parse(
    await (await request.get(`/models/${TARGET}/survey.patch.json`)).json(),
  );
  const cells = file.survey.rows.flatMap((row) => row.cells.filter((cell) => cell !== null));
  const asked = cells.filter(({ worthAsking }) => worthAsking).length;
  await page.goto(`/models/${TARGET}`);
  const map = page.getByRole('region', { name: 'Patching, surveyed' });
  await expect(map.getByRole('row')).toHaveCount(1 + file.survey.rows.length);
  await expect(page.getByText(`${asked} of ${cells.length} cells`)).toBeVisible();
});

test('the page of a model shows what it was asked and what simple readers get, as its folder says', async ({
  page,
  request,
}) => {
  const id = 'house2-c';
  await page.goto(`/models/${id}`);
  const section = page.getByRole('region', { name: 'What it was asked', exact: true });
  const table = section.getByRole('region', { name: 'What it was asked, table' });
  for (const task of allTasks()) {
    const name = task.path.charAt(0).toUpperCase() + task.path.slice(1);
    const file = askedFileSchema.parse(
      await (await request.get(`/models/${id}/${askedFile(task.id)}`)).json(),
    );
    const row = table.getByRole('row', { name: new RegExp(`^${name} `) });
    await expect(row).toContainText(file.questions.train!.toLocaleString('en'));
    const best = bestOfAll(file)!;
    await expect(row).toContainText(`${readerName(task, best.reader)} ${rounded(100 * best.score[0], 1)}`);
    await section.getByText(`${name}: all simple readers`).click();
    const readers = section.getByRole('region', { name: `${name}: simple readers` });
    await expect(readers.getByRole('row')).toHaveCount(1 + file.readers.length);
  }
});

test('a model goes on with a text in the browser', async ({ page }) => {
  await page.goto(`/models/${TARGET}`);
  await hydrated(page);
  await page.getByRole('textbox', { name: 'text' }).fill('The capital of France is');
  await page.getByRole('button', { name: /^Go on/ }).click();
  const said = page.locator('.said');
  await expect(said).toContainText('Paris', { timeout: 60_000 });
  await expect(said.getByText('live')).toBeVisible();
  // The other way to go on is drawn, and another text each time; the text itself stays what it was.
  await page.getByRole('button', { name: 'Draw at temperature 0.8' }).click();
  await expect(said).toContainText('The capital of France is');
});

test('a text that is too long is refused in one line', async ({ page }) => {
  await page.goto(`/models/${TARGET}`);
  await hydrated(page);
  await page.getByRole('textbox', { name: 'text' }).fill('a '.repeat(290));
  await page.getByRole('button', { name: /^Go on/ }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'stopped' })).toContainText('fit the model', {
    timeout: 60_000,
  });
});

test('a model that nothing was asked about leads to a text of one’s own, or to its page where none can be asked about', async ({
  page,
  request,
}) => {
  const { models } = (await (await request.get('/api/v1/models')).json()) as { models: ModelRecord[] };
  const counts = await Promise.all(
    models.map(async ({ id }) => (await listPatching(request, '', id)).totalUnfiltered),
  );
  const silent = models[counts.indexOf(0)];
  expect(silent, 'a model without questions').toBeDefined();
  await page.goto(`/${silent!.id}/patching`);
  await expect(page).toHaveURL(new RegExp(`/${silent!.id}/patching/own$`));
  await page.goto(`/${silent!.id}/features`);
  await expect(page).toHaveURL(new RegExp(`/models/${silent!.id}$`));
  await expect(page.getByRole('heading', { level: 1, name: silent!.id })).toBeVisible();
});

test('an address of no model is not found', async ({ page }) => {
  const response = await page.goto('/models/nobody');
  expect(response?.status()).toBe(404);
});
