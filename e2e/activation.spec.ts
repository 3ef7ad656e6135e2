import { expect, test, type Page } from '@playwright/test';
import { existsSync } from 'node:fs';
import { itemPath, listPath } from '../lib/api/paths';
import type { ItemWithDetail } from '../lib/store/records';
import { activation } from '../lib/task/activation';
import type { ActivationBody, ActivationTruth } from '../lib/task/activation/body';
import { activationQuestion } from '../lib/task/activation/wordings';
import { expectNoViolations, expectToFit } from './axe';
import { explainersIn, firstOf } from './recorded';
import { complaints, hydrated, TARGET } from './support';

test.describe.configure({ timeout: 240_000 });

type Recorded = ItemWithDetail<ActivationBody, ActivationTruth, null>;

const OF = { task: activation.id, target: TARGET };

const explainers = explainersIn(activation.id, TARGET);
const isRecorded = explainers.length > 0;
const isAskable = explainers.some((explainer) => explainer.shown && explainer.path !== null);
const isShipped = existsSync(`public/models/${TARGET}/model.safetensors`);

const pathOf = ({ id }: Recorded, query = '') => itemPath(activation, TARGET, id, query);
const marked = (page: Page) => page.locator('.marked-text .selected');
const panel = (page: Page) => page.getByRole('complementary', { name: 'What explainers say' });

// What is on record is looked at where there is a record.
if (isRecorded)
  test.describe('a recorded activation', () => {
    test('shows where its vector stands, what the model itself says, and every recorded explanation', async ({
      page,
      request,
    }) => {
      const heard = complaints(page);
      const item = await firstOf<Recorded>(request, OF, 'asks:object');
      const { tokens, position, layer } = item.body;
      await page.goto(pathOf(item));
      await expect(page.getByRole('heading', { level: 1 })).toContainText(
        `${item.title}: says ${item.truth.answer.trim()}`,
      );
      await expect(marked(page)).toContainText(tokens[position]!.trim());
      await expect(page.getByRole('img', { name: `layer ${layer} of` })).toBeVisible();
      await expect(page.locator('.model-answer .chip')).toContainText(item.truth.answer.trim());
      const shown = new Set(explainers.filter((explainer) => explainer.shown).map(({ id }) => id));
      for (const { text, explainerId } of item.explanations)
        if (shown.has(explainerId))
          await expect(panel(page).getByText(text, { exact: true }).first()).toBeVisible();
      heard.expectNone();
    });

    test('of a change marks the vector in both texts, and says what becomes of which word', async ({
      page,
      request,
    }) => {
      const item = await firstOf<Recorded>(request, OF, 'asks:change');
      const { source } = item.body;
      await page.goto(pathOf(item));
      await expect(marked(page)).toHaveCount(2);
      await expect(page.locator('.marked-text').last()).toContainText(source!.subject);
      await expect(page.locator('.model-answer .chip')).toContainText([
        item.truth.before!.trim(),
        item.truth.answer.trim(),
      ]);
    });

    test('of an attribute says how the model itself was asked', async ({ page, request }) => {
      const item = await firstOf<Recorded>(request, OF, 'asks:attribute');
      await page.goto(pathOf(item));
      await expect(page.locator('.model-answer .strip')).toContainText(item.body.relation);
      await expect(page.locator('.model-answer .strip')).toContainText(item.body.subject);
    });

    test('opens the playground at its site', async ({ page, request }) => {
      const item = await firstOf<Recorded>(request, OF, 'asks:object');
      await page.goto(pathOf(item));
      await page.getByRole('link', { name: /Open this site in the playground/ }).click();
      await expect(page).toHaveURL(new RegExp(`/${TARGET}/playground\\?`));
      const query = new URL(page.url()).searchParams;
      expect([query.get('text'), query.get('layer'), query.get('pos')]).toEqual([
        item.body.text,
        String(item.body.layer),
        String(item.body.position),
      ]);
    });

    test('leads to the next one of its list by j, and back by k', async ({ page, request }) => {
      const item = await firstOf<Recorded>(request, OF);
      await page.goto(pathOf(item));
      await hydrated(page);
      await page.keyboard.press('j');
      await expect(page).not.toHaveURL(new RegExp(item.id));
      await expect(page.getByRole('button', { name: 'Share' })).toBeVisible();
      await hydrated(page);
      await page.keyboard.press('k');
      await expect(page).toHaveURL(new RegExp(item.id));
    });

    if (isShipped)
      test('is measured again to the same words', async ({ page, request }) => {
        for (const asks of ['object', 'attribute', 'change']) {
          const item = await firstOf<Recorded>(request, OF, `asks:${asks}`);
          await page.goto(pathOf(item, 'provider=wasm'));
          await hydrated(page);
          await page.getByRole('button', { name: /Measure again live/ }).click();
          await expect(page.locator('.live-line')).toContainText('here, too, as on record', {
            timeout: 120_000,
          });
        }
      });

    if (isAskable && isShipped)
      test('is asked about live in the words of the record, and a link brings back what was said', async ({
        page,
        request,
        browser,
        baseURL,
      }) => {
        const item = await firstOf<Recorded>(request, OF, 'asks:object');
        await page.goto(pathOf(item, 'provider=wasm'));
        await hydrated(page);
        await expect(panel(page).locator('.prompt')).toContainText(
          activationQuestion(item.body.asks, item.body.relation),
        );
        await panel(page)
          .getByRole('button', { name: /^Ask (again )?live/ })
          .click();
        await expect(panel(page).getByRole('button', { name: /^Draw 8 answers each/ })).toBeEnabled({
          timeout: 180_000,
        });
        const live = (of: Page) => of.locator('.explanation').filter({ has: of.locator('.provenance.live') });
        const claims = await live(page).locator('.claim').allTextContents();
        expect(claims.length).toBeGreaterThan(0);

        await page.getByRole('button', { name: 'Share' }).click();
        const dialog = page.getByRole('dialog', { name: 'Share this view' });
        await dialog.getByRole('button', { name: 'Make a link' }).click();
        const address = await dialog.getByRole('textbox', { name: 'Link' }).inputValue();
        const elsewhere = await browser.newContext({ baseURL });
        const other = await elsewhere.newPage();
        await other.goto(new URL(address).pathname);
        expect(await live(other).locator('.claim').allTextContents()).toEqual(claims);
        await elsewhere.close();
      });

    for (const { name, ...look } of [
      { name: 'desktop, dark', viewport: { width: 1440, height: 900 }, colorScheme: 'dark' as const },
      { name: 'phone, light', viewport: { width: 390, height: 844 }, colorScheme: 'light' as const },
    ])
      test.describe(name, () => {
        test.use(look);
        test('passes axe and fits, in the list and by itself', async ({ page, request }) => {
          const addresses = [listPath(activation, TARGET)];
          for (const asks of ['object', 'attribute', 'change'])
            addresses.push(pathOf(await firstOf<Recorded>(request, OF, `asks:${asks}`)));
          for (const address of addresses) {
            await page.goto(address);
            await hydrated(page);
            await test.step(address, async () => {
              await expectNoViolations(page);
              await expectToFit(page);
            });
          }
        });
      });
  });
