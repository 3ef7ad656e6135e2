import { expect, test, type APIRequestContext, type Page } from '@playwright/test';
import { rivalsOf } from '../components/predict/score';
import { itemPath as pathOf, listPath, questionPath, randomPath } from '../lib/api/paths';
import { predictingQuery } from '../lib/api/prediction';
import type { ExplainerRecord, Item, ItemWithDetail } from '../lib/store/records';
import type { AblateTruth } from '../lib/task/ablate/body';
import { judgeGuess } from '../lib/task/guess';
import type { PatchTruth } from '../lib/task/patch/body';
import { taskOf } from '../lib/task/tasks';
import type { Verdict } from '../lib/words';
import { expectNoViolations, expectToFit } from './axe';
import { itemsOf } from './recorded';
import { complaints, hydrated, rounded, TARGET } from './support';

test.describe.configure({ timeout: 300_000 });

const WORDS: Record<Verdict, string> = {
  right: 'right',
  partly: 'partly',
  wrong: 'wrong',
  unknown: 'not checkable',
};

/** What the tests need of a question of any task that is predicted: what the model says by itself, and what was measured. */
interface Known {
  item: Item;
  own: string;
  answer: string;
}

const ofTask = (task: string) => ({ task, target: TARGET });
const addressOf = ({ task, targetId, id }: Item, guess?: string): string =>
  pathOf(taskOf(task), targetId, id, predictingQuery('', guess));

async function known(request: APIRequestContext, task: string): Promise<Known[]> {
  const { word } = taskOf(task);
  const items = await itemsOf(request, ofTask(task), [], 100);
  return items.map((item) => ({
    item,
    own: (item.truth as Pick<PatchTruth | AblateTruth, 'original'>).original.output.trim(),
    answer: word!(item.truth),
  }));
}

const changes = ({ own, answer }: Known): boolean => own.toLowerCase() !== answer.toLowerCase();

/** Whether a word stands by itself in a text. */
const holds = (text: string, word: string): boolean =>
  new RegExp(`(?<![\\p{L}\\p{N}])${word.replace(/[^\p{L}\p{N}]/gu, '\\$&')}(?![\\p{L}\\p{N}])`, 'iu').test(
    text,
  );

/** A question whose answer stands nowhere in it. */
async function secret(request: APIRequestContext, task: string): Promise<Known | undefined> {
  const told = ({ item, own }: Known) =>
    JSON.stringify([item.title, item.body, own, (item.truth as { sourceOutput?: string }).sourceOutput]);
  return (await known(request, task)).find(
    (one) => changes(one) && one.answer.length > 3 && !holds(told(one), one.answer),
  );
}

/** Everything that a page fetches but scripts and faces, as text. */
function everythingFetched(page: Page): Promise<string>[] {
  const bodies: Promise<string>[] = [];
  page.on('response', (response) => {
    if (!response.url().includes('/_next/static/')) bodies.push(response.text().catch(() => ''));
  });
  return bodies;
}

const panel = (page: Page) => page.getByRole('complementary');
const reveal = (page: Page) => page.getByRole('button', { name: /^Reveal/ });

/** Guesses a word as a reader does, by whichever choice it is. */
async function guess(page: Page, word: string): Promise<void> {
  const choice = page.locator('.choice').filter({ has: page.locator(`[type="radio"][value="${word}"]`) });
  if ((await choice.count()) > 0) await choice.click();
  else await page.getByRole('textbox', { name: 'the word that it changes to' }).fill(word);
  await reveal(page).click();
  await expect(page).toHaveURL((url) => url.searchParams.get('guess') === word);
  await expect(page.getByRole('heading', { name: 'Your guess' })).toBeVisible();
}

/** The rows of the score on some guesses, from the record: the reader, those who are shown beside, chance. */
async function scores(
  request: APIRequestContext,
  task: string,
  made: readonly (Known & { word: string; verdict: Verdict })[],
): Promise<string[][]> {
  const { explainers } = (await (
    await request.get(`/api/v1/explainers?target=${TARGET}&task=${task}`)
  ).json()) as { explainers: ExplainerRecord[] };
  const of = (count: number) => `${Number(rounded(count, 1))} of ${made.length}`;
  const row = (verdicts: readonly (Verdict | undefined)[]) => {
    const word = verdicts.filter((verdict) => verdict === 'right').length;
    return [of(word + verdicts.filter((verdict) => verdict === 'partly').length), of(word)];
  };
  const rivals = rivalsOf(explainers.filter(({ shown }) => shown)).map(({ id }) =>
    row(made.map(({ item }) => item.explanations.find((e) => e.explainerId === id)?.verdict)),
  );
  let chance = 0;
  for (const { item, word } of made) {
    const whole = (await (await request.get(questionPath(item.id))).json()) as ItemWithDetail;
    chance += judgeGuess(taskOf(task), word, whole)!.chance;
  }
  return [row(made.map(({ verdict }) => verdict)), ...rivals, [of(made.length / 2), of(chance)]];
}

for (const task of ['patch', 'ablate'])
  test.describe(`predicting first, ${task}`, () => {
    test.beforeEach(async ({ request }) => {
      const recorded = (await itemsOf(request, ofTask(task))).length > 0;
      test.skip(!recorded, `the bundle has no questions of ${task} about ${TARGET}`);
    });

    test('before a guess, neither the page nor anything that it fetches holds the answer', async ({
      page,
      request,
    }) => {
      const found = await secret(request, task);
      test.skip(!found, 'every answer stands in its question');
      const { item, answer } = found!;
      const heard = complaints(page);
      const fetched = everythingFetched(page);
      await page.goto(addressOf(item));
      await hydrated(page);
      // Whoever goes over the page with the pointer or by Tab fetches nothing more of it.
      for (const link of await page.locator('main').getByRole('link').all()) {
        await link.hover();
        await link.focus();
      }
      await page.waitForLoadState('networkidle');
      const texts = await Promise.all(fetched);
      expect(texts.join('').length).toBeGreaterThan(1000);
      for (const text of [...texts, await page.content()]) {
        expect(holds(text, answer), `${answer} is told`).toBe(false);
        expect(text).not.toMatch(/remain unchanged from|would change to/);
        for (const { text: said } of item.explanations) expect(text).not.toContain(said);
      }
      // The same search finds it where it is.
      const read = await request.get(pathOf(taskOf(task), TARGET, item.id));
      expect(holds(await read.text(), answer)).toBe(true);
      heard.expectNone();
    });

    test('guesses are judged as the record says, and the score is theirs beside that of explainers', async ({
      page,
      request,
    }) => {
      const all = await known(request, task);
      const [first, second] = all.filter(changes);
      const still = all.find((one) => !changes(one));
      expect(second, 'a second question whose output changes').toBeDefined();
      const made: (Known & { word: string; verdict: Verdict })[] = [
        { ...first!, word: first!.answer, verdict: 'right' },
        { ...second!, word: second!.own, verdict: 'wrong' },
        ...(still ? [{ ...still, word: 'zzz', verdict: 'wrong' as const }] : []),
      ];
      const wanted = await scores(request, task, made);
      const cells = () =>
        page
          .locator('.reader-scores tbody tr')
          .evaluateAll((rows) =>
            rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent)),
          );
      const expectScores = () => expect.poll(cells).toEqual(wanted);

      const heard = complaints(page);
      for (const { item, word, verdict } of made) {
        await page.goto(addressOf(item));
        await hydrated(page);
        await expect(page.locator('.explanation')).toHaveCount(0);
        await guess(page, word);
        await expect(panel(page).locator('.revealed .verdict')).toHaveText(WORDS[verdict]);
        await expect(panel(page).locator('.explanation.reader .verdict')).toHaveText(WORDS[verdict]);
        const said = panel(page).locator('.explanation, .controls-table tbody tr');
        await expect(said).toHaveCount(item.explanations.length + 1);
      }
      heard.expectNone();
      await expectScores();

      await page.reload();
      await expectScores();
      const { item, word } = made.at(-1)!;
      await page.goBack();
      await expect(page.getByText(`You guessed ${word} here before`)).toBeVisible();
      await expectScores();
      await page.goForward();
      await expect(page.getByRole('heading', { name: 'Your guess' })).toBeVisible();

      // An answer that was seen is guessed no more.
      await page.goto(addressOf(item, first!.answer));
      await expect(page.getByText(`Your first guess here was ${word}`)).toBeVisible();
      await expectScores();
      await page.getByRole('button', { name: 'Start again' }).click();
      await expect(page.locator('.reader-scores')).toHaveCount(0);
    });

    test('by keys alone, from question to question', async ({ page, request }) => {
      const [{ item, own }] = (await known(request, task)) as [Known];
      await page.goto(addressOf(item));
      await hydrated(page);
      await page.keyboard.press('y');
      await expect(page.locator('.choice :checked')).not.toHaveValue(own);
      await expect(page.locator('.choice input:focus')).toHaveCount(1);
      // A word of one's own is typed, letters that are keys among it.
      await page.getByRole('textbox', { name: 'the word that it changes to' }).focus();
      await page.keyboard.type('nyj');
      await page.getByRole('radio').first().focus();
      await page.keyboard.press('n');
      await expect(page.locator('.choice :checked')).toHaveValue(own);
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL((url) => url.searchParams.get('guess') === own);
      await expect(page.getByRole('heading', { name: 'Your guess' })).toBeFocused();
      await expect(panel(page).getByRole('status').first()).toContainText(`Your guess, ${own}, is`);
      await page.keyboard.press('j');
      await expect(page).not.toHaveURL((url) => url.pathname.includes(item.id));
      await expect(reveal(page)).toBeVisible();
      await hydrated(page);
      await page.keyboard.press('p');
      await expect(reveal(page)).toHaveCount(0);
      await expect(page).not.toHaveURL(/predict/);
      await hydrated(page);
      await page.keyboard.press('p');
      await expect(reveal(page)).toBeVisible();
      // Nothing was chosen: the form says so and stays.
      await reveal(page).click();
      await expect(page.locator('.choice :invalid').first()).toBeFocused();
    });

    test('axe finds nothing before and after a guess, and a phone has room for both', async ({
      browser,
      baseURL,
      request,
    }) => {
      const [{ item }] = (await known(request, task)) as [Known];
      for (const viewport of [
        { width: 1440, height: 900 },
        { width: 390, height: 844 },
      ])
        for (const colorScheme of ['light', 'dark'] as const) {
          const context = await browser.newContext({ baseURL, viewport, colorScheme });
          const page = await context.newPage();
          await page.goto(addressOf(item));
          await hydrated(page);
          await expectNoViolations(page);
          await expectToFit(page);
          await guess(page, 'zzz');
          await expectNoViolations(page);
          await expectToFit(page);
          await context.close();
        }
    });
  });

test('a list for a reader who predicts tells nothing, and what it leads to goes on with it', async ({
  page,
  request,
}) => {
  const task = taskOf('patch');
  const [one] = await known(request, task.id);
  await page.goto(listPath(task, TARGET));
  await hydrated(page);
  await expect(page.getByRole('columnheader', { name: 'measured' })).toBeVisible();
  await page.getByRole('button', { name: 'Predict first' }).click();
  await expect(page).toHaveURL(/predict=1/);
  await expect(page.getByRole('columnheader', { name: 'measured' })).toHaveCount(0);
  await expect(page.locator('.question-table .verdict')).toHaveCount(0);

  const fetched = everythingFetched(page);
  await page.reload();
  await page.waitForLoadState('networkidle');
  for (const text of await Promise.all(fetched)) expect(text).not.toMatch(/remain unchanged from|"patched"/);

  await hydrated(page);
  await page.locator(`a[data-item="${one!.item.id}"]`).click();
  await expect(reveal(page)).toBeVisible();
  await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link').last().click();
  await expect(page.getByRole('button', { name: 'Predict first' })).toHaveAttribute('aria-pressed', 'true');

  const random = await request.get(randomPath(task, TARGET, predictingQuery('')), { maxRedirects: 0 });
  expect(random.headers()['location']).toMatch(/\?predict=1$/);
});

test('a guess that came with an address is shown and not counted, and damaged memory is none', async ({
  page,
  request,
}) => {
  const [one] = await known(request, 'patch');
  await page.addInitScript(() => localStorage.setItem('mirrorscope.guesses', '{"version":1,"guesses":[{'));
  await page.goto(addressOf(one!.item, 'zzz'));
  await expect(page.getByText('Not counted')).toBeVisible();
  await expect(page.locator('.explanation.reader .claim')).toContainText('zzz');
  await expect(page.locator('.reader-scores')).toHaveCount(0);
});
