import { expect, test, type APIRequestContext, type Page } from '@playwright/test';
import { itemPath, ownPath, questionPath, questionsPath } from '../lib/api/paths';
import type { Item, ItemWithDetail } from '../lib/store/records';
import { ablate, spanText } from '../lib/task/ablate';
import type { AblateBody, AblateTruth, Attribution } from '../lib/task/ablate/body';
import { expectNoViolations, expectToFit } from './axe';
import { explainersIn } from './recorded';
import { complaints, hydrated, rounded, TARGET } from './support';

test.describe.configure({ timeout: 240_000 });

type Recorded = ItemWithDetail<AblateBody, AblateTruth, Attribution>;

const explainers = explainersIn(ablate.id, TARGET);
const isRecorded = explainers.length > 0;
const isAskable = explainers.some((explainer) => explainer.shown && explainer.path !== null);

const TEXT = 'Question: what is the capital of Estonia? Options: Riga, Tallinn, Oslo. Hint: Oslo. Answer:';
const own = (more: Record<string, string> = {}) =>
  ownPath(ablate, TARGET, new URLSearchParams({ x: TEXT, provider: 'wasm', ...more }));

const strip = (page: Page) => page.getByRole('listbox');
const tokens = (page: Page) => strip(page).getByRole('option');
const chosen = (page: Page) => strip(page).locator('[aria-selected="true"]');
const panelOf = (page: Page) => page.getByRole('complementary', { name: 'Chosen span' });
const pairs = (page: Page) => page.locator('.kept tbody tr');

async function measureOwn(page: Page, more: Record<string, string> = {}): Promise<void> {
  await page.goto(own(more));
  await hydrated(page);
  await page.getByRole('button', { name: /^Measure/ }).click();
  await expect(strip(page)).toBeVisible({ timeout: 120_000 });
}

test('each token of a text of one’s own has its worth, with a bar above what is for the answer and below what is against', async ({
  page,
}) => {
  const heard = complaints(page);
  await measureOwn(page);
  await expect(page.locator('.head .provenance.live')).toContainText('wasm');
  const looks = await tokens(page).evaluateAll((options) =>
    options.map((option) => ({
      effect: Number(
        /: ([+−]?[\d.]+) nats/.exec(option.getAttribute('aria-label') ?? '')![1]!.replace('−', '-'),
      ),
      bar: option.querySelector('i')?.className ?? 'none',
    })),
  );
  expect(looks.length).toBeGreaterThan(10);
  const max = Math.max(...looks.map(({ effect }) => Math.abs(effect)));
  for (const { effect, bar } of looks)
    if (bar === 'none') expect(Math.abs(effect)).toBeLessThanOrEqual(0.04 * max + 0.01);
    else expect(bar).toBe(effect > 0 ? 'for' : 'against');
  // One domain, the same to either side.
  await expect(page.locator('.attributions .legend')).toContainText(`−${rounded(max, 2)}`);
  await expect(page.locator('.attributions .legend')).toContainText(`+${rounded(max, 2)}`);
  heard.expectNone();
});

test('a span is chosen by keys, lives in the address, and Backspace takes it away', async ({ page }) => {
  await measureOwn(page);
  await expect(strip(page).locator('[role="option"][tabindex="0"]')).toHaveCount(1);
  await chosen(page).last().focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(chosen(page)).toHaveCount(3);
  await expect(page).toHaveURL(/from=1&to=4/);
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(chosen(page)).toHaveCount(2);
  await expect(page).toHaveURL(/from=1&to=3/);
  await expect(chosen(page).last()).toBeFocused();
  // All of the text cannot be taken away.
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+End');
  await expect(chosen(page)).toHaveCount(1);

  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(panelOf(page).getByRole('heading', { name: 'Not measured yet' })).toBeVisible();
  await page.keyboard.press('Backspace');
  await expect(pairs(page)).toHaveCount(1, { timeout: 60_000 });
  await expect(pairs(page).first()).toContainText('live');
  await expect(panelOf(page).locator('.before-after')).toBeVisible();
  await expect(panelOf(page).getByRole('status')).toContainText(/Without “.+”: (still|.+ becomes) /);
});

test('a span is chosen by click, shift-click and drag', async ({ page }) => {
  await measureOwn(page);
  await tokens(page).nth(2).click();
  await expect(page).toHaveURL(/from=2&to=3/);
  await tokens(page)
    .nth(4)
    .click({ modifiers: ['Shift'] });
  await expect(page).toHaveURL(/from=2&to=5/);
  const middle = async (unit: number) => {
    const { x, y, width, height } = (await tokens(page).nth(unit).locator('.token').boundingBox())!;
    return [x + width / 2, y + height / 2] as const;
  };
  await page.mouse.move(...(await middle(6)));
  await page.mouse.down();
  await page.mouse.move(...(await middle(3)), { steps: 6 });
  await page.mouse.up();
  await expect(page).toHaveURL(/from=3&to=7/);
});

test('words and sentences are left out, too, and t shows the same numbers as a table', async ({ page }) => {
  await measureOwn(page);
  const count = await tokens(page).count();
  await page.getByRole('button', { name: 'sentences', exact: true }).click();
  await expect(page).toHaveURL(/by=sentences/);
  expect(await tokens(page).count()).toBeLessThan(count);
  const labels = await tokens(page).evaluateAll((all) =>
    all.map((option) => option.getAttribute('aria-label')),
  );
  await page.keyboard.press('t');
  const table = page.getByRole('region', { name: 'attribution, as a table' });
  await expect(table.getByRole('row')).toHaveCount(labels.length + 1);
  const figures = await table.locator('td.number').allTextContents();
  figures.forEach((figure, i) => expect(labels[i]).toContain(`: ${figure} nats`));
  await page.keyboard.press('t');
  await expect(strip(page)).toBeVisible();
});

test('an address with a span that the text does not have says so and chooses another', async ({ page }) => {
  await measureOwn(page, { from: 'x', to: '4' });
  await expect(page.getByText('Nothing can be taken away from x to 4')).toBeVisible();
  await expect(chosen(page)).toHaveCount(1);
  await tokens(page).first().click();
  await expect(page.getByText('Nothing can be taken away')).toHaveCount(0);
});

test('a link restores a text, its span and what was measured live for somebody else', async ({
  page,
  browser,
  baseURL,
}) => {
  await measureOwn(page, { from: '1', to: '4' });
  await panelOf(page)
    .getByRole('button', { name: /Remove it live/ })
    .click();
  await expect(pairs(page)).toHaveCount(1, { timeout: 60_000 });
  const pair = await pairs(page).first().getByRole('cell').nth(1).textContent();
  await page.getByRole('button', { name: 'Share span' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share this view' });
  await dialog.getByRole('button', { name: 'Make a link' }).click();
  const address = await dialog.getByRole('textbox', { name: 'Link' }).inputValue();

  const elsewhere = await browser.newContext({ baseURL });
  const other = await elsewhere.newPage();
  await other.goto(new URL(address).pathname);
  await expect(other.getByLabel('text that is run')).toHaveValue(TEXT);
  await expect(chosen(other)).toHaveCount(3);
  await expect(pairs(other).first().getByRole('cell').nth(1)).toHaveText(pair ?? '');
  await expect(pairs(other).first()).toContainText('live, recorded');
  await elsewhere.close();
});

for (const { name, ...look } of [
  { name: 'desktop, light', viewport: { width: 1440, height: 900 }, colorScheme: 'light' as const },
  { name: 'phone, dark', viewport: { width: 390, height: 844 }, colorScheme: 'dark' as const },
])
  test.describe(name, () => {
    test.use(look);
    test('axe finds nothing on a text of one’s own, as a strip and as a table, and all of it fits', async ({
      page,
    }) => {
      await measureOwn(page);
      await expectNoViolations(page);
      await expectToFit(page);
      await page.getByRole('button', { name: 'table', exact: true }).click();
      await expectNoViolations(page);
      await expectToFit(page);
    });
  });

// What is on record is looked at where there is a record.
if (isRecorded)
  test.describe('a recorded ablation', () => {
    async function firstItem(request: APIRequestContext, facet?: string): Promise<Recorded> {
      const query = new URLSearchParams({ task: ablate.id, target: TARGET, limit: '1' });
      if (facet) query.set('facet', facet);
      const page = (await (await request.get(questionsPath(query))).json()) as { items: Item[] };
      expect(page.items[0], `an ablation with ${facet ?? 'no filter'}`).toBeDefined();
      return (await (await request.get(questionPath(page.items[0]!.id))).json()) as Recorded;
    }
    const pathOf = (item: Recorded, query = '') => itemPath(ablate, TARGET, item.id, query);

    test('shows what was measured and every recorded explanation, verdict first', async ({
      page,
      request,
    }) => {
      const heard = complaints(page);
      const item = await firstItem(request, 'span:hint');
      await page.goto(pathOf(item));
      await expect(page.getByRole('heading', { level: 1 })).toContainText(item.title);
      const panel = panelOf(page);
      await expect(panel.locator('.removed-text')).toHaveText(spanText(item.body));
      const shown = new Set(explainers.filter((explainer) => explainer.shown).map(({ id }) => id));
      for (const { text, explainerId } of item.explanations)
        if (shown.has(explainerId))
          await expect(panel.getByText(text, { exact: true }).first()).toBeVisible();
      for (const answer of [item.truth.original, item.truth.ablated])
        await expect(
          panel.locator('.likeliest').filter({ hasText: answer.output.trim() }).first(),
        ).toBeVisible();
      heard.expectNone();
    });

    test('has under each token what the record says it is worth', async ({ page, request }) => {
      const { body, detail, ...item } = await firstItem(request);
      await page.goto(pathOf({ body, detail, ...item }));
      await expect(tokens(page)).toHaveCount(detail.tokens.length);
      const labels = await tokens(page).evaluateAll((all) =>
        all.map((o) => o.getAttribute('aria-label') ?? ''),
      );
      detail.removals.tokens.forEach(({ effect, output, changed }, i) => {
        const figure = Number(/: ([+−]?[\d.]+) nats/.exec(labels[i]!)![1]!.replace('−', '-'));
        expect(figure).toBeCloseTo(effect, 1);
        expect(labels[i]).toContain(changed ? `without it ${output.trim()}` : 'without it still');
      });
      // The recorded question's own span is chosen.
      await expect(chosen(page)).toHaveCount(body.span.to - body.span.from);
    });

    test('is measured again to the same values, and a span that nobody measured is removed live', async ({
      page,
      request,
    }) => {
      const item = await firstItem(request, 'span:hint');
      await page.goto(pathOf(item, 'provider=wasm&from=0&to=3'));
      await hydrated(page);
      const panel = panelOf(page);
      await expect(panel.getByRole('heading', { name: 'Not measured yet' })).toBeVisible();
      await panel.getByRole('button', { name: /Remove it live/ }).click();
      await expect(pairs(page)).toHaveCount(2, { timeout: 120_000 });
      await expect(pairs(page).first()).toContainText('measured');
      await expect(pairs(page).last()).toContainText('live');
      const line = page.locator('.live-line');
      await expect(line).toContainText(/all \d+ answers without a part agree with the record/);
      const difference = /at most (\d+\.\d+) nats/.exec((await line.textContent()) ?? '')?.[1];
      expect(Number(difference)).toBeLessThan(0.01);
    });

    if (isAskable)
      test('lets explainers predict first: what happens is on the page only after it was asked for', async ({
        page,
        request,
      }) => {
        const item = await firstItem(request, 'span:hint');
        await page.goto(pathOf(item, 'provider=wasm&from=0&to=3'));
        await hydrated(page);
        const panel = panelOf(page);
        await panel.getByRole('button', { name: /Let explainers predict first/ }).click();
        await expect(panel.locator('.controls-table')).toBeVisible({ timeout: 120_000 });
        await expect(panel.locator('.explanation, .controls-table tbody tr').first()).toBeVisible();
        await expect(
          panel.locator('.before-after, .verdict.right, .verdict.wrong, .verdict.partly'),
        ).toHaveCount(0);
        await expect(pairs(page)).toHaveCount(1);
        await panel.getByRole('button', { name: 'Show what happens' }).click();
        await expect(panel.locator('.before-after')).toBeVisible();
        await expect(panel.locator('.controls-table .verdict').first()).toBeVisible();
        await expect(pairs(page)).toHaveCount(2);
      });

    test('opens the page of one’s own text, with more to try', async ({ page }) => {
      await page.goto(ownPath(ablate, TARGET));
      await expect(strip(page)).toBeVisible();
      await expect(page.locator('.head .provenance')).toContainText('measured');
      await page.getByRole('link', { name: 'on record' }).click();
      await expect(panelOf(page)).toBeVisible();
      await expect(page).not.toHaveURL(/own/);
    });

    test('stands in the list and behind the door of the home page', async ({ page }) => {
      await page.goto(`/?target=${TARGET}`);
      await page.getByRole('link', { name: 'Ablation', exact: true }).last().click();
      await expect(page.locator('a[data-item]').first()).toBeVisible();
      await page.locator('a[data-item]').first().click();
      await expect(panelOf(page)).toBeVisible();
    });

    for (const width of [1440, 390])
      test(`passes axe and fits, ${width} wide, in the list, at home, and by itself`, async ({
        page,
        request,
      }) => {
        await page.setViewportSize({ width, height: 900 });
        const item = await firstItem(request, 'span:options');
        for (const address of [
          pathOf(item),
          pathOf(item, 'as=table'),
          `/${TARGET}/${ablate.path}`,
          `/?target=${TARGET}`,
        ]) {
          await page.goto(address);
          await hydrated(page);
          await test.step(address, async () => {
            await expectNoViolations(page);
            await expectToFit(page);
          });
        }
      });
  });
