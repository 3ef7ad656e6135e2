import { expect, type APIRequestContext } from '@playwright/test';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { questionPath, questionsPath } from '../lib/api/paths';
import { bundleFolder } from '../lib/store/bundle';
import type { ExplainerRecord, Item, ItemWithDetail } from '../lib/store/records';

/** What the tests of any task need to know of the bundle that they run on. */

/** Who explains a task about a target in that bundle: nobody, where it has no such questions. */
export const explainersIn = (task: string, target: string): ExplainerRecord[] =>
  brotliDecompressSync(readFileSync(path.join(bundleFolder('.'), 'explainers.jsonl.br')))
    .toString()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as ExplainerRecord)
    .filter((explainer) => explainer.task === task && explainer.targetId === target);

/** The questions of a task about a target that pass the filters, as a list has them. */
export async function itemsOf<I extends Item>(
  request: APIRequestContext,
  of: { task: string; target: string },
  facets: readonly string[] = [],
  limit = 1,
): Promise<I[]> {
  const query = new URLSearchParams({ ...of, limit: String(limit) });
  for (const facet of facets) query.append('facet', facet);
  const { items } = (await (await request.get(questionsPath(query))).json()) as { items: I[] };
  return items;
}

/** The first of them, with its detail. The test fails where the store has none. */
export async function firstOf<R extends ItemWithDetail>(
  request: APIRequestContext,
  of: { task: string; target: string },
  ...facets: string[]
): Promise<R> {
  const [item] = await itemsOf(request, of, facets);
  expect(item, `a question of ${of.task} with ${facets.join(', ') || 'no filter'}`).toBeDefined();
  return (await (await request.get(questionPath(item!.id))).json()) as R;
}
