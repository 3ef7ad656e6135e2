import { expect, test } from '@playwright/test';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { ENDPOINTS } from '../lib/api/endpoints';
import { SOME_SERVED, SOME_SLUG } from '../lib/api/examples';
import { PROBLEMS, problemPath } from '../lib/api/problem';
import { type BegunRun, RUN_FILES } from '../lib/runs/record';
import { serveExplainer } from './served';
import { explainerOf, firstItem, itemPath, linesIn } from './support';

const run = promisify(execFile);
const ids = Object.values(ENDPOINTS).map(({ id }) => id);

let folder: string;
let runFolder: string | null = null;
let served: Awaited<ReturnType<typeof serveExplainer>> | null = null;
test.beforeAll(async () => (folder = await mkdtemp(path.join(os.tmpdir(), 'mirrorscope-examples-'))));
test.afterAll(() => rm(folder, { recursive: true }));
test.afterEach(async () => {
  if (runFolder) await rm(runFolder, { recursive: true });
  runFolder = null;
  await served?.close();
  served = null;
});

/** A run that has ended: it is told once to who follows it. */
async function beginRun(subjectId: string): Promise<void> {
  runFolder = path.join(process.env.E2E_DATA_DIR!, 'artefacts', 'train', subjectId);
  await mkdir(runFolder, { recursive: true });
  const begun: BegunRun = {
    ...{ subjectId, kind: 'train', seed: 1, steps: 2, command: 'npm run lab -- train it' },
    ...{ startedAt: new Date().toISOString(), ended: 'finished', heldOut: 'wrong' },
  };
  await writeFile(path.join(runFolder, RUN_FILES.begun), JSON.stringify(begun));
  await writeFile(path.join(runFolder, RUN_FILES.metrics), '{"step":1,"loss":2,"milliseconds":3}\n');
}

/** How an example of each language is run; the first word is the program. */
const RUNNERS: Record<string, { file: string; command: (file: string) => string[] }> = {
  curl: { file: 'example.sh', command: (file) => ['sh', '-e', file] },
  TypeScript: { file: 'example.mts', command: (file) => [process.execPath, '--import', 'tsx', file] },
  Python: { file: 'example.py', command: (file) => ['python3', file] },
};
const NEEDS: Record<string, [string, ...string[]]> = {
  curl: ['curl', '--version'],
  TypeScript: [process.execPath, '--version'],
  Python: ['python3', '--version'],
};

for (const [language, { file, command }] of Object.entries(RUNNERS))
  test(`every example in ${language} runs as it stands on the page`, async ({ page, request }) => {
    test.setTimeout(300_000);
    const [program, ...version] = NEEDS[language]!;
    const there = await run(program, version).then(
      () => true,
      () => false,
    );
    test.skip(!there, `${program} is not installed`);
    const view = `${itemPath(await firstItem(request))}?v=1`;
    await beginRun((await explainerOf(request, 'self')).id);
    served = await serveExplainer(SOME_SERVED, 'a-model', 'It would stay.');
    const made = await request.post('/api/v1/permalinks', { data: { view } });
    const { slug } = (await made.json()) as { slug: string };
    await page.goto('/docs/api');
    const examples = await page
      .locator(`pre[data-language="${language}"]`)
      .evaluateAll((all) => all.map((pre) => [pre.getAttribute('data-endpoint'), pre.textContent] as const));
    expect(examples.map(([id]) => id).sort()).toEqual([...ids].sort());
    for (const [id, code] of examples)
      await test.step(String(id), async () => {
        const name = path.join(folder, file);
        // Which links there are is told to nobody, the page least of all.
        await writeFile(name, String(code).replace(SOME_SLUG, slug));
        const [first, ...rest] = command(name);
        const { stdout } = await run(first!, rest, { maxBuffer: 64 * 2 ** 20 });
        expect(stdout.trim(), `${id} says something`).not.toBe('');
        if (language !== 'curl' || id === ENDPOINTS.followed.id) return;
        for (const answer of linesIn(stdout) as Record<string, unknown>[])
          expect(answer.type, `${id} is answered`).not.toEqual(expect.stringContaining('/docs/api#'));
      });
  });

test('what the type of an error leads to is on the page', async ({ page, request }) => {
  const missing = (await (await request.get('/api/v1/models/nobody')).json()) as { type: string };
  expect(missing.type).toBe(problemPath(404));
  await page.goto(missing.type);
  await expect(page.locator('tr:target')).toContainText(PROBLEMS[404].title);
  for (const { name } of Object.values(PROBLEMS)) await expect(page.locator(`#${name}`)).toBeVisible();
});

test('the page about the API is found from any other, and its records from its answers', async ({ page }) => {
  await page.goto('/models');
  await page.getByRole('link', { name: 'API', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'API' })).toBeVisible();
  const record = page.getByRole('group', { name: 'Evaluation, its fields' });
  await expect(record).toBeHidden();
  await page.getByRole('link', { name: 'Evaluation', exact: true }).first().click();
  await expect(record).toBeVisible();
  await expect(record).toContainText('standardError: number | null');
});
