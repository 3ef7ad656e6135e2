import { expect, type APIRequestContext, type Page } from '@playwright/test';
import { mainOf } from '../lib/explainer/name';
import { roleOf } from '../lib/explainer/role';
import type {
  ExplainerRecord,
  ExplanationMap,
  ExplanationRecord,
  Item,
  ItemWithDetail,
} from '../lib/store/records';
import { itemPath as pathOf, questionPath, questionsPath } from '../lib/api/paths';
import { patch } from '../lib/task/patch';
import type { PatchBody, PatchTruth, Sweep } from '../lib/task/patch/body';
import type { Verdict } from '../lib/words';

/** What the tests read from the API to know what a page must show. No id is written into a test. */

/** A patch question with its parts side by side, and the role of whoever explains it. */
export type PatchItem = PatchBody &
  Pick<Item, 'id' | 'targetId'> & {
    truth: PatchTruth;
    explanations: (ExplanationRecord & { role: string })[];
  };
export type PatchItemWithSweep = PatchItem & { sweep: Sweep; maps: ExplanationMap[] };

interface ListPage {
  items: PatchItem[];
  nextCursor: string | null;
  total: number;
  totalUnfiltered: number;
}

export const TARGET = 'house2-b';

/**
 * A figure with so many decimals as pages write it: half of the last one goes up as the digits say that the store holds, `0.995` to `1.00`,
 * where `toFixed` goes by the nearest binary number and says `0.99`.
 */
export const rounded = (value: number, decimals: number) =>
  value.toLocaleString('en', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    useGrouping: false,
  });

/** Everyone who explains patches of a target, with a place on pages or without: patching is what these tests are about. */
export async function explainersOf(request: APIRequestContext, target = TARGET): Promise<ExplainerRecord[]> {
  const response = await request.get(`/api/v1/explainers?target=${target}&task=${patch.id}`);
  expect(response.status()).toBe(200);
  return ((await response.json()) as { explainers: ExplainerRecord[] }).explainers;
}

/** The explainer of a target that pages show in a role: self, other, no-vector. */
export async function explainerOf(
  request: APIRequestContext,
  role: string,
  target = TARGET,
): Promise<ExplainerRecord> {
  const found = (await explainersOf(request, target)).find((e) => e.shown && roleOf(e) === role);
  expect(found, `a shown explainer of ${target} in the role of ${role}`).toBeDefined();
  return found!;
}

/** Filters as a query: verdicts by role, facets by name. */
export async function where(
  request: APIRequestContext,
  verdicts: Record<string, Verdict>,
  facets: Record<string, string | number> = {},
): Promise<string> {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(facets)) query.append('facet', `${name}:${value}`);
  for (const [role, verdict] of Object.entries(verdicts))
    query.append('verdict', `${(await explainerOf(request, role)).id}:${verdict}`);
  return query.toString();
}

type Stored = Item<PatchBody, PatchTruth>;

function shownItem(
  { id, targetId, body, truth, explanations }: Stored,
  explainers: ExplainerRecord[],
): PatchItem {
  const roles = new Map(explainers.map((explainer) => [explainer.id, roleOf(explainer)]));
  const said = explanations.map((e) => ({ ...e, role: roles.get(e.explainerId) ?? 'unknown' }));
  return { ...body, id, targetId, truth, explanations: said };
}

export async function listPatching(
  request: APIRequestContext,
  query = '',
  target = TARGET,
): Promise<ListPage> {
  const response = await request.get(questionsPath(`task=patch&target=${target}${query ? `&${query}` : ''}`));
  expect(response.status()).toBe(200);
  const page = (await response.json()) as Omit<ListPage, 'items'> & { items: Stored[] };
  const explainers = await explainersOf(request, target);
  return { ...page, items: page.items.map((item) => shownItem(item, explainers)) };
}

/** The first question that passes the filters, with its sweep. The test fails when the store has none. */
export async function firstItem(request: APIRequestContext, query = ''): Promise<PatchItemWithSweep> {
  const { items } = await listPatching(request, `${query ? `${query}&` : ''}limit=1`);
  expect(items[0], `a patch question with ${query || 'no filter'}`).toBeDefined();
  return getItem(request, items[0]!.id);
}

export async function getItem(request: APIRequestContext, id: string): Promise<PatchItemWithSweep> {
  const response = await request.get(questionPath(id));
  expect(response.status()).toBe(200);
  const item = (await response.json()) as ItemWithDetail<PatchBody, PatchTruth, Sweep>;
  const explainers = await explainersOf(request, item.targetId);
  return { ...shownItem(item, explainers), sweep: item.detail, maps: item.maps };
}

/** The first question whose cells explainers were asked about, or one about which they were not; undefined where there is none. */
export async function itemByMaps(
  request: APIRequestContext,
  has: boolean,
): Promise<PatchItemWithSweep | undefined> {
  const response = await request.get(`/api/v1/export/questions?target=${TARGET}&task=patch&fields=id,maps`);
  const lines = linesIn(await response.text()) as { id: string; maps: ExplanationMap[] }[];
  const found = lines.find(({ maps }) => maps.length > 0 === has);
  return found && getItem(request, found.id);
}

export const itemPath = (item: PatchItem): string => pathOf(patch, item.targetId, item.id);

/** Objects of an answer of lines. */
export const linesIn = (text: string): unknown[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line): unknown => JSON.parse(line));

/** Says of a style that it came before the page that needs it, by seconds: how busy the machine is, not what the page does. */
const IS_EARLY = /was preloaded using link preload but not used within a few seconds/;

/** Collects what a page complains about; `expectNone` at the end of a test says that it did not. */
export function complaints(page: Page): { expectNone: () => void } {
  const heard: string[] = [];
  page.on('console', (message) => {
    const isComplaint = message.type() === 'error' || message.type() === 'warning';
    // What could not be had is named by where it was asked for alone.
    if (isComplaint && !IS_EARLY.test(message.text()))
      heard.push(`${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => heard.push(error.message));
  return { expectNone: () => expect(heard).toEqual([]) };
}

/** The chosen cell of the measured map; of several, the lowest. */
export const chosenCell = (page: Page) =>
  page.getByRole('grid', { name: 'measured effect' }).locator('[data-cell][tabindex="0"]');

/** Waits until React answers events in the content of the page: its own keys work from then on. */
export async function hydrated(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const last = [...document.querySelectorAll('main :is(button, a, input, select)')].at(-1);
    return Object.keys(last ?? {}).some((key) => key.startsWith('__reactProps'));
  });
  // Effects that bind keys run after the frame that attached the events.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** An explainer that was trained here: self, of the first target. */
export async function trainedHere(request: APIRequestContext): Promise<ExplainerRecord & { runId: string }> {
  const { explainers } = (await (await request.get(`/api/v1/explainers?target=${TARGET}`)).json()) as {
    explainers: ExplainerRecord[];
  };
  const self = mainOf('self', explainers);
  if (!self?.runId) throw new Error(`no explainer of ${TARGET} has a run`);
  return { ...self, runId: self.runId };
}

export const runPathOf = async (request: APIRequestContext): Promise<string> =>
  `/runs/${(await trainedHere(request)).runId}`;

/** Has each page that is opened from here on count how far its parts move by themselves, as Web Vitals do. */
export const watchShifts = (page: Page) =>
  page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        shifts.push((entry as PerformanceEntry & { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
  });

/** How far they have moved; NaN where nobody watches. */
export const shifted = (page: Page): Promise<number> =>
  page.evaluate(() =>
    ((window as Window & { shifts?: number[] }).shifts ?? [NaN]).reduce((sum, value) => sum + value, 0),
  );
