import { expect, test } from '@playwright/test';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { familyFolder, lettersOf } from '../test/support/model-folder';
import { complaints, hydrated } from './support';

const ID = 'imported-by-a-test';
const FAMILY = 'llama-scaled';

/** The lab beside the running site, on the same data folder; its exit code. */
const lab = (...args: string[]) =>
  new Promise<number | null>((resolve) => {
    const command = [
      '--import',
      'tsx',
      'cli/lab.ts',
      'import',
      ...args,
      '--data-dir',
      process.env.E2E_DATA_DIR!,
    ];
    const child = spawn(process.execPath, command, {
      env: { ...process.env, DATABASE_URL: '' },
      stdio: 'inherit',
    });
    child.once('exit', resolve);
  });

let folder: string;

test.beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'mirrorscope-e2e-'));
  expect(await lab('model', await familyFolder(FAMILY, path.join(folder, FAMILY)), '--id', ID)).toBe(0);
});

test.afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  expect(await lab('remove', ID)).toBe(0);
});

test('a model that is imported beside the running site has its pages at once, and says what PyTorch says', async ({
  page,
}) => {
  const heard = complaints(page);
  const { ids, greedy } = JSON.parse(
    await readFile(path.join('test', 'fixtures', 'families', FAMILY, 'expected.json'), 'utf8'),
  ) as { ids: number[][]; greedy: number[][] };
  await page.goto(`/models/${ID}`);
  await expect(page.getByRole('region', { name: 'Reproduce' })).toContainText(
    `npm run lab -- import model ${FAMILY}`,
  );
  await expect(page.getByRole('region', { name: 'Ask it' })).toContainText('Nobody explains it yet');
  await page.getByRole('textbox', { name: 'text' }).fill(lettersOf(ids[1]!));
  await page.getByRole('button', { name: /^Go on/ }).click();
  await expect(page.locator('.said .strong')).toHaveText(new RegExp(`^${lettersOf(greedy[1]!)}`));

  await page.getByRole('link', { name: 'Playground' }).first().click();
  await page.goto(`/${ID}/playground`);
  await expect(page.getByRole('combobox', { name: 'target' })).toHaveValue(ID);
  // A kind of question that nothing was asked of leads to the reader's own.
  await page.goto(`/${ID}/patching`);
  await expect(page).toHaveURL(new RegExp(`/${ID}/patching/own$`));
  await hydrated(page);
  await page.getByRole('textbox', { name: 'source of the vector' }).fill(lettersOf(ids[1]!));
  await page.getByRole('textbox', { name: 'text that is run' }).fill(lettersOf(ids[1]!.slice().reverse()));
  await page.getByRole('button', { name: /^Measure/ }).click();
  await expect(page.getByRole('grid').first()).toBeVisible();
  await page.goto(`/${ID}/features`);
  await expect(page).toHaveURL(new RegExp(`/models/${ID}$`));
  heard.expectNone();
});
