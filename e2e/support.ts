import { expect, type APIRequestContext, type Page } from '@playwright/test';
import type { PatchItem, PatchItemWithSweep } from '../lib/store/records';

/** What the tests read from the API to know what a page must show. No id is written into a test. */

interface PatchPage {
  items: PatchItem[];
  nextCursor: string | null;
  total: number;
  totalUnfiltered: number;
}

export const TARGET = 'house-a';

export async function listPatching(
  request: APIRequestContext,
  query = '',
  target = TARGET,
): Promise<PatchPage> {
  const response = await request.get(`/api/v1/patching?target=${target}${query ? `&${query}` : ''}`);
  expect(response.status()).toBe(200);
  return (await response.json()) as PatchPage;
}

/** The first question that passes the filters, with its sweep. The test fails when the store has none. */
export async function firstItem(request: APIRequestContext, query = ''): Promise<PatchItemWithSweep> {
  const { items } = await listPatching(request, `${query ? `${query}&` : ''}limit=1`);
  const first = items[0];
  expect(first, `a patch question with ${query || 'no filter'}`).toBeDefined();
  const response = await request.get(`/api/v1/patching/${first?.id}`);
  expect(response.status()).toBe(200);
  return (await response.json()) as PatchItemWithSweep;
}

export const itemPath = (item: PatchItem): string => `/${item.targetId}/patching/${item.id}`;

/** Collects what a page complains about; `expectNone` at the end of a test says that it did not. */
export function complaints(page: Page): { expectNone: () => void } {
  const heard: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') heard.push(message.text());
  });
  page.on('pageerror', (error) => heard.push(error.message));
  return { expectNone: () => expect(heard).toEqual([]) };
}

/** The chosen cell of the measured map. */
export const chosenCell = (page: Page) =>
  page.getByRole('grid', { name: 'measured effect' }).locator('[aria-selected="true"]');

/** Waits until React answers events in the content of the page: its own keys work from then on. */
export async function hydrated(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const last = [...document.querySelectorAll('main :is(button, a, input, select)')].at(-1);
    return Object.keys(last ?? {}).some((key) => key.startsWith('__reactProps'));
  });
  // Effects that bind keys run after the frame that attached the events.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}
