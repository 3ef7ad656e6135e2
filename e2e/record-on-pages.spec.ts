import { expect, test, type Page } from '@playwright/test';
import { VERDICT_NAMES } from '../components/format/words';

import { explainerWord } from '../lib/explainer/name';
import { itemPath, questionPath, randomPath } from '../lib/api/paths';
import { ablate } from '../lib/task/ablate';
import type { AblateTruth } from '../lib/task/ablate/body';
import { activation } from '../lib/task/activation';
import type { ActivationTruth } from '../lib/task/activation/body';
import { feature } from '../lib/task/feature';
import type { FeatureTruth } from '../lib/task/feature/body';
import { patch } from '../lib/task/patch';
import type { PatchTruth } from '../lib/task/patch/body';
import { allTasks } from '../lib/task/tasks';
import type { ExplainerRecord, ItemWithDetail } from '../lib/store/records';
import { rounded, TARGET } from './support';

/** Of each task. Their pages are read as the server sends them, which takes no time to speak of. */
const ITEMS = 30;
const AT_ONCE = 5;

/** Words and figures of what was measured that stand on the page of an item, by its task. */
const MEASURED: Record<string, (truth: never) => string[]> = {
  [patch.id]: ({ original, patched, effect }: PatchTruth) => [
    original.output,
    patched.output,
    ...nats(effect),
  ],
  [ablate.id]: ({ original, ablated, effect }: AblateTruth) => [
    original.output,
    ablated.output,
    ...nats(effect),
  ],
  // A question about what a feature fires on has a label, one about what it makes the model say has none.
  [feature.id]: ({ label, output }: FeatureTruth) =>
    label ? [label.phrase] : output.map(({ token, rise }) => `${token.trim()}+${rounded(rise, 2)}`),
  [activation.id]: ({ before, answer }: ActivationTruth) => [answer, ...(before ? [before] : [])],
};

/** Values that were published elsewhere may lack it. */
const nats = (effect: number | null) => (effect === null ? [] : [`by ${rounded(Math.abs(effect), 2)} nats`]);

/** What the page of an item says, read off its HTML. */
interface Shown {
  title: string;
  /** Everything but what was said, without spaces, which tokens show in a way of their own. */
  measured: string;
  said: { name: string; text: string; verdict: string }[];
}

const readPage = (page: Page, html: string): Promise<Shown> =>
  page.evaluate((sent) => {
    const main = new DOMParser().parseFromString(sent, 'text/html').querySelector('main')!;
    const text = (element: Element | null | undefined) => element?.textContent.trim() ?? '';
    const rows = [...main.querySelectorAll('.controls-table tbody tr')].map((row) => ({
      name: text(row.querySelector('th')),
      text: text(row.querySelector('td')),
      verdict: text(row.querySelector('.verdict')),
    }));
    const articles = [...main.querySelectorAll('article.explanation')].map((article) => ({
      name: text(article.querySelector('.byline')),
      text: text(article.querySelector('.claim')),
      verdict: text(article.querySelector('.verdict')),
    }));
    const title = text(main.querySelector('h1'));
    for (const said of main.querySelectorAll('.explanation, .controls-table, .prompt')) said.remove();
    return { title, measured: main.textContent, said: [...articles, ...rows] };
  }, html);

const bare = (text: string) => text.replace(/[\s·]/g, '');

for (const task of allTasks())
  test(`${task.path}: what pages of ${ITEMS} random items show is what the store holds`, async ({
    page,
    request,
  }) => {
    const about = `target=${TARGET}&task=${task.id}`;
    const { explainers } = (await (await request.get(`/api/v1/explainers?${about}`)).json()) as {
      explainers: ExplainerRecord[];
    };
    const check = async () => {
      const random = await request.get(randomPath(task, TARGET), { maxRedirects: 0 });
      const id = random.headers().location!.split('/').at(-1)!;
      const item = (await (await request.get(questionPath(id))).json()) as ItemWithDetail;
      const address = itemPath(task, TARGET, id);
      const answer = await request.get(address);
      expect(answer.status(), address).toBe(200);
      const shown = await readPage(page, await answer.text());

      expect(shown.title, address).toContain(item.title);
      for (const word of MEASURED[task.id]!(item.truth as never))
        expect(bare(shown.measured), address).toContain(bare(word));
      const held = item.explanations.map(({ explainerId, text, verdict }) => ({
        name: explainerWord(explainers.find(({ id: known }) => known === explainerId)!),
        text,
        verdict: VERDICT_NAMES[verdict],
      }));
      const said = shown.said.map((one) => ({ ...one, name: nameIn(one.name, held) }));
      // Of what explainers learn from nobody is asked.
      if (item.split === 'test') expect(held.length, address).toBeGreaterThan(0);
      expect(inOrder(said), address).toEqual(inOrder(held));
    };
    // A few at a time: the server refuses what would wait too long.
    for (let done = 0; done < ITEMS; done += AT_ONCE)
      await Promise.all(Array.from({ length: AT_ONCE }, check));
  });

const inOrder = (said: Shown['said']) =>
  said.map(({ name, text, verdict }) => `${text} (${verdict}), ${name}`).sort();

/** The explainer of whom a page writes more than its word, such as its base; the longest that fits. */
function nameIn(written: string, held: readonly { name: string }[]): string {
  const fitting = held.map(({ name }) => name).filter((name) => written.startsWith(name));
  return fitting.sort((a, b) => b.length - a.length)[0] ?? written;
}
