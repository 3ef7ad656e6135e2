import { expect, test } from '@playwright/test';
import { appendFile, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { BegunRun, FollowedRun } from '../lib/runs/record';
import { expectNoViolationsInBothThemes } from './axe';
import { complaints, hydrated } from './support';

const NAME = 'a-run.to-follow';
const folder = path.join(process.env.E2E_DATA_DIR!, 'artefacts', 'train', NAME);
const metrics = path.join(folder, 'metrics.jsonl');

const begin = (ended: BegunRun['ended']) =>
  writeFile(
    path.join(folder, 'run.json'),
    JSON.stringify({
      ...{ subjectId: NAME, kind: 'train', seed: 1, steps: 200, command: 'npm run lab -- train it' },
      ...{ startedAt: new Date().toISOString(), heldOut: 'wrong', ended },
    } satisfies BegunRun),
  );
const train = (from: number, to: number) =>
  appendFile(
    metrics,
    Array.from({ length: to - from + 1 }, (_, i) => from + i)
      .map((step) => `${JSON.stringify({ step, loss: 100 / step, milliseconds: 300 })}\n`)
      .join(''),
  );

test.beforeEach(async () => {
  await mkdir(folder, { recursive: true });
  await begin(null);
  await train(1, 60);
});
test.afterEach(() => rm(folder, { recursive: true }));

test('a run that goes on is listed, and followed to its end', async ({ page }) => {
  const heard = complaints(page);
  await page.goto('/runs');
  const here = page.getByRole('region', { name: 'On this machine' });
  await expect(here.getByRole('progressbar', { name: 'step 60 of 200' })).toBeVisible();
  await here.getByRole('link', { name: NAME }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Run of ${NAME}` })).toBeVisible();
  const chart = page.getByRole('img', { name: `Losses of ${NAME}, as it is trained` });
  await expect(chart).toBeVisible();
  await expect(page.getByText('step 60 of 200')).toBeVisible();

  await train(61, 120);
  await appendFile(metrics, '{"step":120,"heldOut":0.4}\n');
  await expect(page.getByText('step 120 of 200')).toBeVisible();
  await expect(page.getByRole('img', { name: 'Share of validation questions answered wrong' })).toBeVisible();
  await expectNoViolationsInBothThemes(page);

  await train(121, 200);
  await begin('finished');
  await expect(page.getByText('the run is finished at step 200')).toBeVisible();
  await expect(page.getByText(/training loss 0\.5\d/)).toBeVisible();
  await page.goto('/runs');
  await hydrated(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Runs' })).toBeVisible();
  await expect(here).toBeHidden();
  heard.expectNone();
});

test('who was cut off is told what was missed, once the server is there again', async ({ page, context }) => {
  await page.goto(`/runs/following/${NAME}`);
  await expect(page.getByText('step 60 of 200')).toBeVisible();
  await context.setOffline(true);
  await train(61, 130);
  await context.setOffline(false);
  await expect(page.getByText('step 130 of 200')).toBeVisible({ timeout: 30_000 });
});

test('a run of no such name is not found, and no name leads out of the folder', async ({ request }) => {
  for (const name of ['nobody', '..%2F..%2Fdata', '%2e%2e%2ftrain%2fa-run.to-follow']) {
    const events = await request.get(`/api/v1/running/${name}/events`);
    expect([400, 404]).toContain(events.status());
    expect((await request.get(`/runs/following/${name}`)).status()).toBe(404);
  }
  const { runs } = (await (await request.get('/api/v1/running')).json()) as { runs: FollowedRun[] };
  expect(runs.map(({ subjectId }) => subjectId)).toEqual([NAME]);
});
