import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createPermalink,
  getModel,
  getPatchItem,
  getPermalink,
  getRun,
  listEvaluations,
  listExplainers,
  listModels,
  listPatchFacets,
  listPatchItems,
  listRuns,
  neighbours,
  randomPatchItem,
  storeCounts,
  type PatchListInput,
  type StoreClient,
} from '@/lib/store';
import { writeBundle } from '@/lib/store/bundle';
import { importBundle } from '@/lib/store/import';
import { fixtureBundle, fixtureVerdict } from '@/test/support/bundle';
import { migratedStore, query, temporaryFolder } from './database';

const content = fixtureBundle({ questions: 23 });
const targetId = 'fixture-a';
let client: StoreClient;
let url: string;

const atEnd: (() => Promise<void>)[] = [];

// Nothing below changes what the bundle brought, so that one store serves all.
beforeAll(async () => {
  ({ client, url } = await migratedStore((work) => atEnd.unshift(work)));
  const folder = await temporaryFolder((work) => atEnd.unshift(work));
  await writeBundle(folder, content, 'test');
  await importBundle(client, folder);
});

afterAll(async () => {
  for (const work of atEnd) await work();
});

const ids = (items: { id: string }[]) => items.map(({ id }) => id);
const list = (input: Omit<PatchListInput, 'targetId'> = {}) => listPatchItems(client, { targetId, ...input });

describe('models, explainers, runs and evaluations', () => {
  it('come back as they went into the bundle', async () => {
    expect(await listModels(client)).toEqual(content.models);
    expect(await getModel(client, 'fixture-b')).toEqual(content.models[1]);
    expect(await getModel(client, 'absent')).toBeNull();
    expect(await listExplainers(client, targetId)).toEqual(content.explainers);
    expect(await listRuns(client)).toEqual(content.runs);
    expect(await getRun(client, 'pretrain-fixture-a')).toEqual({
      ...content.runs[0],
      points: content.runPoints,
    });
    expect(await getRun(client, 'absent')).toBeNull();
    const scores = await listEvaluations(client, { targetId, split: 'test' });
    const text = (rows: unknown[]) => rows.map((row) => JSON.stringify(row)).sort();
    expect(text(scores)).toEqual(text(content.evaluations));
    expect(
      await listEvaluations(client, { targetId, split: 'test', slice: 'all', metric: 'exactMatch' }),
    ).toHaveLength(5);
    expect(await listEvaluations(client, { targetId, split: 'train' })).toEqual([]);
  });

  it('are counted', async () => {
    expect(await storeCounts(client)).toEqual({
      models: 2,
      explainers: 6,
      runs: 1,
      questions: 23,
      explanations: 23 * 5,
      evaluations: 10,
      permalinks: 0,
    });
  });
});

describe('the list of patch questions', () => {
  it('pages through everything in the order of the bundle, nothing twice', async () => {
    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await list({ limit: 5, cursor: cursor ?? undefined });
      expect(page.total).toBe(23);
      seen.push(...ids(page.items));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toEqual(ids(content.patchItems));
  });

  it('shows a question as it went in, without the sweep; the question alone has it', async () => {
    const item = content.patchItems[3]!;
    const { sweep, ...withoutSweep } = item;
    const page = await list();
    expect(page.items[3]).toEqual(withoutSweep);
    expect(await getPatchItem(client, item.id)).toEqual({ ...withoutSweep, sweep });
    expect(await getPatchItem(client, 'absent')).toBeNull();
  });

  it.each([
    ['split', { split: 'validation' as const }, (index: number) => index % 3 === 0],
    ['relation', { relation: 'capital' }, (index: number) => index % 2 === 1],
    ['position type', { positionType: 'last' as const }, (index: number) => index % 4 === 0],
    ['pair type', { pairType: 'same-object' as const }, (index: number) => index % 3 === 1],
    ['layer', { layer: 1 }, (index: number) => index % 5 === 0],
    ['search in either text, in any case', { search: 'sOURCE7' }, (index: number) => index === 7],
    ['two filters', { relation: 'capital', layer: 2 }, (index: number) => index % 2 === 1 && index % 5 !== 0],
    [
      'verdict',
      { verdict: [{ role: 'self' as const, verdict: 'right' as const }] },
      (index: number) => fixtureVerdict(index, 0) === 'right',
    ],
    [
      'verdicts of one role, either of them',
      { verdict: (['right', 'partly'] as const).map((verdict) => ({ role: 'self' as const, verdict })) },
      (index: number) => ['right', 'partly'].includes(fixtureVerdict(index, 0)),
    ],
    [
      'verdicts of two roles, both of them',
      {
        verdict: [
          { role: 'self' as const, verdict: 'right' as const },
          { role: 'other' as const, verdict: 'partly' as const },
        ],
      },
      (index: number) => fixtureVerdict(index, 0) === 'right' && fixtureVerdict(index, 1) === 'partly',
    ],
  ])('filters by %s', async (_name, filter, keeps) => {
    const wanted = content.patchItems.filter((_item, index) => keeps(index));
    expect(wanted.length).toBeGreaterThan(0);
    const page = await list(filter);
    expect(ids(page.items)).toEqual(ids(wanted));
    expect(page).toMatchObject({ total: wanted.length, totalUnfiltered: 23, nextCursor: null });
    const second = await listPatchItems(client, { targetId, ...filter, limit: 1 });
    expect(second.nextCursor !== null).toBe(wanted.length > 1);
  });

  it('takes % and _ in a search as they are written', async () => {
    expect((await list({ search: '100%' })).total).toBe(23);
    expect((await list({ search: '1_0%' })).total).toBe(0);
    expect((await list({ search: 'S%t0' })).total).toBe(0);
  });

  it('finds the neighbours under the same filters, also of a question that fails them', async () => {
    const items = content.patchItems;
    expect(await neighbours(client, items[0]!.id, { targetId })).toEqual({
      previous: null,
      next: items[1]!.id,
    });
    expect(await neighbours(client, items[22]!.id, { targetId })).toEqual({
      previous: items[21]!.id,
      next: null,
    });
    expect(await neighbours(client, items[4]!.id, { targetId, relation: 'capital' })).toEqual({
      previous: items[3]!.id,
      next: items[5]!.id,
    });
    expect(await neighbours(client, 'absent', { targetId })).toEqual({ previous: null, next: null });
  });

  it('draws each question that passes the filters from an equal share of the random numbers', async () => {
    const wanted = ids(content.patchItems.filter((_item, index) => index % 2 === 1));
    const drawn = [];
    for (const index of wanted.keys())
      for (const part of [0, 0.999]) {
        const random = () => (index + part) / wanted.length;
        drawn.push(await randomPatchItem(client, { targetId, relation: 'capital' }, random));
      }
    expect(drawn).toEqual(wanted.flatMap((id) => [id, id]));
    expect(await randomPatchItem(client, { targetId, relation: 'none' })).toBeNull();
  });

  it('counts what each filter can be set to', async () => {
    const facets = await listPatchFacets(client, { targetId });
    expect(facets.relations).toEqual([
      { value: 'capital', count: 11 },
      { value: 'currency', count: 12 },
    ]);
    expect(facets.layers).toEqual([
      { value: 0, count: 5 },
      { value: 1, count: 5 },
      { value: 2, count: 18 },
    ]);
    expect((await listPatchFacets(client, { targetId, split: 'validation' })).relations[0]?.count).toBe(4);
  });

  it('refuses input out of bounds', async () => {
    await expect(list({ limit: 1000 })).rejects.toThrow();
    await expect(list({ cursor: "0'; DROP TABLE" })).rejects.toThrow(/is not a cursor/);
    await expect(list({ split: 'holdout' as never })).rejects.toThrow();
  });

  it('seeks a page in an index, and sorts nothing', async () => {
    // A table as small as this would be scanned: with scans made dear, the plan shows whether an index fits.
    const settings = '?options=' + encodeURIComponent('-c enable_seqscan=off -c enable_bitmapscan=off');
    for (const condition of [
      `"split" = 'test'`,
      `"relation" = 'capital'`,
      `"positionType" = 'last'`,
      `"pairType" = 'same-object'`,
      'true',
    ]) {
      const rows = await query<{ 'QUERY PLAN': string }>(
        url + settings,
        `EXPLAIN SELECT * FROM "Question" WHERE "targetId" = 'fixture-a' AND ${condition} AND "ordinal" >= 3
           AND ("ordinal" > 3 OR "id" > 'q') ORDER BY "ordinal", "id" LIMIT 5`,
      );
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      expect(plan).toMatch(/Index Cond: .*"?targetId"?.*ordinal >= 3/);
      expect(plan).not.toMatch(/Sort|Seq Scan/);
    }
  });
});

describe('permalinks', () => {
  it('keep view, note and live result under a short slug', async () => {
    const view = '/fixture-a/patching/q1?cell=2.3&v=1';
    const live = { provider: 'wasm', cells: [[1, null]] };
    const made = await createPermalink(client, { view, note: ' look ', live });
    expect(made).toMatchObject({ view, note: 'look', live });
    expect(made.slug).toMatch(/^[2-9a-z]{10}$/);
    expect(await getPermalink(client, made.slug)).toEqual(made);
    const plain = await createPermalink(client, { view });
    expect(await getPermalink(client, plain.slug)).toMatchObject({ note: null, live: null });
    expect(await getPermalink(client, '2222222222')).toBeNull();
    expect(await getPermalink(client, '../../etc')).toBeNull();
  });

  it.each([
    'https://elsewhere.example/',
    '//elsewhere.example',
    '/\\elsewhere.example',
    'javascript:alert(1)',
    '',
  ])('refuse a view that leads away: %s', async (view) => {
    await expect(createPermalink(client, { view })).rejects.toThrow(/must be a path of this site/);
  });

  it('refuse a live result of more than 256 KB', async () => {
    const before = await storeCounts(client);
    await expect(createPermalink(client, { view: '/x', live: 'x'.repeat(300_000) })).rejects.toThrow(
      /larger than 256 KB/,
    );
    expect(await storeCounts(client)).toEqual(before);
  });
});
