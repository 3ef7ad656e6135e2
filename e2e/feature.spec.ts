import { expect, test, type Page } from '@playwright/test';
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { correlation } from '../components/format/number';
import { itemPath, listPath } from '../lib/api/paths';
import { loadFolder } from '../lib/engine/node-folder';
import { nodeRuntime } from '../lib/engine/runtime-node';
import { featureOnText } from '../lib/measure/features/on-text';
import type { FeatureDetail } from '../lib/measure/features/record';
import { parseTokenizer } from '../lib/model/tokenizer';
import { readSae, SAE_FILES, saeOriginSchema } from '../lib/sae/folder';
import { siteName } from '../lib/sae/site';
import type { ItemWithDetail } from '../lib/store/records';
import { feature } from '../lib/task/feature';
import type { FeatureBody, FeatureTruth } from '../lib/task/feature/body';
import { phraseOf, simulate, textsOf } from '../lib/task/feature/simulator';
import { expectNoViolations, expectToFit } from './axe';
import { explainersIn, firstOf, itemsOf } from './recorded';
import { complaints, hydrated, rounded, TARGET } from './support';

test.describe.configure({ timeout: 240_000 });

type Recorded = ItemWithDetail<FeatureBody, FeatureTruth, FeatureDetail>;

const OF = { task: feature.id, target: TARGET };

const explainers = explainersIn(feature.id, TARGET);
const isRecorded = explainers.length > 0;
const isAskable = explainers.some((explainer) => explainer.shown && explainer.path !== null);

/** Files of the autoencoder of a site as they are shipped. */
const saeFile = ({ site, layer }: FeatureBody, name: string) =>
  path.join('public', 'models', TARGET, 'sae', siteName({ kind: site, layer }), name);
const isShipped = (body: FeatureBody) =>
  [SAE_FILES.report, SAE_FILES.weights].every((name) => existsSync(saeFile(body, name)));

const grid = (page: Page) => page.getByRole('grid', { name: /on which it fires most/ });
const cells = (page: Page) => grid(page).getByRole('gridcell');
const own = (page: Page) => page.getByRole('grid', { name: /your text/ });
const figures = async (page: Page, of: (page: Page) => ReturnType<typeof grid>) =>
  (
    await of(page)
      .getByRole('gridcell')
      .evaluateAll((all) => all.map((cell) => cell.getAttribute('aria-label') ?? ''))
  ).map((label) => Number(label.split(' ').at(-1)));

// What is on record is looked at where there is a record.
if (isRecorded)
  test.describe('a recorded feature', () => {
    const pathOf = ({ id }: Recorded, query = '') => itemPath(feature, TARGET, id, query);

    test('shows the measured label with what came close, and every recorded explanation', async ({
      page,
      request,
    }) => {
      const heard = complaints(page);
      const item = await firstOf<Recorded>(request, OF, 'asks:input');
      await page.goto(pathOf(item));
      await expect(page.getByRole('heading', { level: 1 })).toContainText('what it fires on');
      const answer = page.locator('section.measured-answer');
      await expect(answer.locator('.best')).toContainText(item.truth.label!.phrase);
      const shown = new Set(explainers.filter((explainer) => explainer.shown).map(({ id }) => id));
      for (const { text, explainerId } of item.explanations)
        if (shown.has(explainerId)) await expect(page.getByText(text, { exact: true }).first()).toBeVisible();
      heard.expectNone();
    });

    test('of which it is asked what it makes the model say shows the tokens that rise', async ({
      page,
      request,
    }) => {
      const item = await firstOf<Recorded>(request, OF, 'asks:output');
      await page.goto(pathOf(item));
      const rows = page.locator('section.measured-answer li');
      await expect(rows).toHaveCount(item.truth.output.length);
      await expect(rows.first()).toContainText(rounded(item.truth.output[0]!.rise, 2));
    });

    test('has on each token of its texts what the record says, and arrows lead from one to the next', async ({
      page,
      request,
    }) => {
      const { detail, ...item } = await firstOf<Recorded>(request, OF);
      await page.goto(pathOf({ detail, ...item }));
      await hydrated(page);
      const first = detail.top.slice(0, 4);
      const recorded = first.flatMap(({ activations }) => activations);
      const drawn = await figures(page, grid);
      expect(drawn).toHaveLength(recorded.length);
      drawn.forEach((value, i) => expect(value).toBeCloseTo(recorded[i]!, 2));
      // The darkest token is one on which it fires most.
      await expect(grid(page).locator('[tabindex="0"]')).toHaveCount(1);
      await cells(page).first().focus();
      await page.keyboard.press('ArrowRight');
      await expect(cells(page).nth(1)).toBeFocused();
      await page.keyboard.press('End');
      await expect(cells(page).nth(first[0]!.tokens.length - 1)).toBeFocused();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Home');
      await expect(cells(page).nth(first[0]!.tokens.length)).toBeFocused();
      await expect(page.locator('.fires .token-value b')).toHaveText(rounded(first[1]!.activations[0]!, 2));
    });

    test('shows more texts when asked, and some of each quarter of its range', async ({ page, request }) => {
      const { detail, ...item } = await firstOf<Recorded>(request, OF);
      await page.goto(pathOf({ detail, ...item }));
      await hydrated(page);
      await expect(grid(page).getByRole('row')).toHaveCount(Math.min(4, detail.top.length));
      if (detail.top.length > 4) {
        await page.getByRole('button', { name: /more texts/ }).click();
        await expect(grid(page).getByRole('row')).toHaveCount(detail.top.length);
      }
      await page.getByRole('button', { name: 'Quarters' }).click();
      await expect(page).toHaveURL(/fires=quarters/);
      const quarters = page.getByRole('grid', { name: /each quarter/ });
      await expect(quarters.getByRole('rowgroup')).toHaveCount(detail.samples.length);
      await expect(quarters.getByRole('row')).toHaveCount(detail.samples.flat().length);
    });

    test('leads to its other question and to its neighbours, where the store holds them', async ({
      page,
      request,
    }) => {
      const items = await itemsOf<Recorded>(request, OF, ['asks:input'], 50);
      const places = await itemsOf<Recorded>(request, OF, ['asks:output'], 200);
      const key = ({ body: { site, layer, latent } }: Recorded) => `${site} ${layer} ${latent}`;
      const item = items.find((one) => places.some((other) => key(other) === key(one)));
      test.skip(!item, 'no feature of the bundle is asked about both ways');
      await page.goto(pathOf(item!));
      await page.getByRole('link', { name: 'what it makes the model say' }).click();
      await expect(page).toHaveURL(pathOf(places.find((other) => key(other) === key(item!))!));
      await expect(page.getByRole('link', { name: 'what it fires on' })).toBeVisible();
      for (const link of await page.locator('.nearest a').all()) {
        const address = await link.getAttribute('href');
        expect((await request.get(address!)).status()).toBe(200);
      }
    });

    test('stands in the list, where a search finds its label and a filter how well that goes with it', async ({
      page,
      request,
    }) => {
      const { truth, title } = await firstOf<Recorded>(request, OF, 'asks:input');
      const { phrase, score } = truth.label!;
      const fit = score >= 0.9 ? '.9' : score >= 0.7 ? '.7' : '.5';
      await page.goto(listPath(feature, TARGET, `facet=label:${fit}`));
      await hydrated(page);
      await expect(page.getByRole('link', { name: title, exact: true })).toBeVisible();
      await page.getByRole('searchbox').fill(phrase);
      await expect(page).toHaveURL(/q=/);
      await expect(page.getByRole('link', { name: title, exact: true })).toBeVisible();
    });

    test('simulates what anyone says, and a phrase of one’s own, above what was measured', async ({
      page,
      request,
    }) => {
      const heard = complaints(page);
      const { truth, detail, ...item } = await firstOf<Recorded>(request, OF, 'asks:input');
      const texts = textsOf(detail);
      await page.goto(pathOf({ truth, detail, ...item }));
      await hydrated(page);
      const section = page.locator('section.simulated');
      const expectFigure = async (phrase: string) => {
        const score = simulate(phrase, texts);
        await expect(section.getByRole('status')).toContainText(
          score.kind === 'scored' ? correlation(score.correlation) : 'Not checkable',
        );
      };
      await expectFigure(truth.label!.phrase);
      for (const { text } of item.explanations) {
        const score = simulate(phraseOf(text) ?? '', texts);
        if (score.kind === 'scored')
          await expect(
            page.locator('.simulated-figure', { hasText: correlation(score.correlation) }).first(),
          ).toBeVisible();
      }
      await section.getByRole('combobox').first().selectOption('own');
      const own = section.getByLabel('your phrase');
      const token = texts[0]!.tokens[texts[0]!.at]!.trim();
      await own.fill(`“${token}”`);
      await expect(page).toHaveURL(/phrase=/);
      await expectFigure(`“${token}”`);
      const simulated = section.getByRole('row', { name: /^simulated/ }).first();
      await expect(simulated.getByRole('gridcell', { name: / 1\.00$/ }).first()).toBeVisible();
      await own.fill('names of rivers');
      await expectFigure('names of rivers');
      await page.reload();
      await expect(section.getByLabel('your phrase')).toHaveValue('names of rivers');
      heard.expectNone();
    });

    test('is picked out of a line-up, by the reader first', async ({ page, request }) => {
      const heard = complaints(page);
      const item = await firstOf<Recorded>(request, OF, 'asks:input');
      await page.goto(pathOf(item));
      await hydrated(page);
      const cards = page.locator('.line-up .cards li');
      await expect(cards).toHaveCount(5);
      await expect(page.locator('.line-up .meant')).toHaveCount(1);
      await page.getByRole('button', { name: 'Pick it yourself first' }).click();
      await expect(page).toHaveURL(/pick=1/);
      await expect(page.getByRole('heading', { name: 'Where it fires' })).toBeHidden();
      await expect(page.locator('.line-up .meant')).toHaveCount(0);
      await cards.first().getByRole('button', { name: 'This one' }).click();
      await expect(page.locator('.line-up .meant')).toHaveCount(1);
      await expect(page.locator('.line-up .places tbody tr')).not.toHaveCount(0);
      await page.getByRole('button', { name: 'To the feature' }).click();
      await expect(page.getByRole('heading', { name: 'Where it fires' })).toBeVisible();
      heard.expectNone();
    });

    test('reads a text of one’s own as the same functions do elsewhere, or says why it cannot', async ({
      page,
      request,
    }) => {
      const item = await firstOf<Recorded>(request, OF);
      const { body, detail } = item;
      await page.goto(pathOf(item, 'provider=wasm'));
      await hydrated(page);
      if (!isShipped(body)) {
        await expect(page.locator('.own-text')).toContainText('not shipped with this site');
        return;
      }
      const folder = path.join('public', 'models', TARGET);
      const engine = await loadFolder(nodeRuntime(), folder);
      const tokenizer = parseTokenizer(await readFile(path.join(folder, 'tokenizer.json'), 'utf8'));
      const sae = readSae(
        await readFile(saeFile(body, SAE_FILES.config), 'utf8'),
        await readFile(saeFile(body, SAE_FILES.weights)),
      );
      expect(
        saeOriginSchema.parse(JSON.parse(readFileSync(saeFile(body, SAE_FILES.report), 'utf8'))),
      ).toEqual(expect.objectContaining({ contentHash: engine.info.contentHash }));
      const text = detail.top[0]!.tokens.join('').trim();
      const read = async (of: string) =>
        (await featureOnText({ engine, tokenizer }, sae, body, of)).activations;
      await page.getByRole('button', { name: /Read it live/ }).click();
      await expect(own(page)).toBeVisible({ timeout: 120_000 });
      const expectFigures = async (of: string) => {
        const expected = await read(of);
        await expect.poll(async () => (await figures(page, own)).length).toBe(expected.length);
        (await figures(page, own)).forEach((value, i) =>
          expect(Math.abs(value - expected[i]!)).toBeLessThan(0.02 + 0.01 * expected[i]!),
        );
      };
      await expectFigures(text);
      // From here on a text is read as it is written.
      const another = 'Question: what is the capital of Spain? Answer:';
      await page.getByRole('textbox', { name: 'your text' }).fill(another);
      await expectFigures(another);
      await expect(page.locator('.own-text .provenance.live')).toContainText('wasm');
      await engine.dispose();
    });

    if (isAskable)
      test('is asked about live, several times over, and a link brings back what was said', async ({
        page,
        request,
        browser,
        baseURL,
      }) => {
        const item = await firstOf<Recorded>(request, OF);
        test.skip(!isShipped(item.body), 'the autoencoder is not shipped');
        await page.goto(pathOf(item, 'provider=wasm'));
        await hydrated(page);
        await page.getByRole('button', { name: /^Ask (again )?live/ }).click();
        const draw = page.getByRole('button', { name: /^Draw 8 answers each/ });
        await expect(draw).toBeEnabled({ timeout: 180_000 });
        const said = page.locator('.explanation').filter({ has: page.locator('.provenance.live') });
        const claims = await said.locator('.claim').allTextContents();
        expect(claims.length).toBeGreaterThan(0);
        await draw.click();
        await expect(said.first().locator('.agreement')).toHaveText(/^[0-8] of 8 agree$/, {
          timeout: 180_000,
        });
        await expect(draw).toBeEnabled({ timeout: 180_000 });

        await page.keyboard.press('s');
        const dialog = page.getByRole('dialog', { name: 'Share this view' });
        await dialog.getByRole('button', { name: 'Make a link' }).click();
        const address = await dialog.getByRole('textbox', { name: 'Link' }).inputValue();
        const elsewhere = await browser.newContext({ baseURL });
        const other = await elsewhere.newPage();
        await other.goto(new URL(address).pathname);
        const restored = other.locator('.explanation').filter({ has: other.locator('.provenance.live') });
        expect(await restored.locator('.claim').allTextContents()).toEqual(claims);
        await expect(restored.first()).toContainText('live, recorded');
        await elsewhere.close();
      });

    for (const { name, ...look } of [
      { name: 'desktop, light', viewport: { width: 1440, height: 900 }, colorScheme: 'light' as const },
      { name: 'phone, dark', viewport: { width: 390, height: 844 }, colorScheme: 'dark' as const },
    ])
      test.describe(name, () => {
        test.use(look);
        test('passes axe and fits, in the list, at home, and by itself', async ({ page, request }) => {
          const [input, output] = [
            await firstOf<Recorded>(request, OF, 'asks:input'),
            await firstOf<Recorded>(request, OF, 'asks:output'),
          ];
          for (const address of [
            pathOf(input),
            pathOf(output, 'fires=quarters'),
            pathOf(input, 'pick=1'),
            listPath(feature, TARGET),
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
  });
