import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createPermalink,
  findQuestions,
  getModel,
  getPermalink,
  getQuestion,
  NoRoomError,
  getRun,
  listEvaluations,
  listCalibration,
  listSureAndWrong,
  listVerdictCounts,
  listExplainers,
  listFacets,
  listModels,
  listQuestions,
  listRuns,
  neighbours,
  type QuestionListInput,
  randomQuestion,
  storeCounts,
  type StoreClient,
} from '@/lib/store';
import { writeBundle } from '@/lib/store/bundle';
import { importBundle } from '@/lib/store/import';
import { fixtureBundle, fixtureVerdict } from '@/test/support/bundle';
import { migratedStore, temporaryFolder } from './database';

const content = fixtureBundle({ questions: 23 });
const targetId = 'fixture-a';
let client: StoreClient;

const atEnd: (() => Promise<void>)[] = [];

// Nothing below changes what the bundle brought, so that one store serves all.
beforeAll(async () => {
  ({ client } = await migratedStore((work) => atEnd.unshift(work)));
  const folder = await temporaryFolder((work) => atEnd.unshift(work));
  await writeBundle(folder, content, 'test');
  await importBundle(client, folder);
});

afterAll(async () => {
  for (const work of atEnd) await work();
});

const ids = (items: { id: string }[]) => items.map(({ id }) => id);
const of = { targetId, task: 'patch' };
const list = (input: Partial<QuestionListInput> = {}) => listQuestions(client, { ...of, ...input });

describe('models, explainers, runs and evaluations', () => {
  it('come back as they went into the bundle', async () => {
    expect(await listModels(client)).toEqual(content.models);
    expect(await getModel(client, 'fixture-b')).toEqual(content.models[1]);
    expect(await getModel(client, 'absent')).toBeNull();
    const stored = content.explainers.map((explainer) => ({ ...explainer, disturbs: null }));
    expect(await listExplainers(client, targetId)).toEqual(stored);
    expect(await listExplainers(client, targetId, 'patch')).toEqual(stored);
    expect(await listExplainers(client, targetId, 'riddle')).toEqual([]);
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
    expect(await listEvaluations(client, { targetId, task: 'patch', split: 'test' })).toEqual(scores);
    expect(await listEvaluations(client, { targetId, task: 'riddle', split: 'test' })).toEqual([]);
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

describe('the list of questions', () => {
  it('pages through everything in the order of the bundle, nothing twice', async () => {
    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await list({ limit: 5, cursor: cursor ?? undefined });
      expect(page.total).toBe(23);
      seen.push(...ids(page.items));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toEqual(ids(content.items));
  });

  it('shows a question as it went in, with its title and without the detail; the question alone has it', async () => {
    const { detail, maps, ...item } = content.items[3]!;
    const listed = { ...item, title: 'Subject3, patched from Source3', imported: null };
    const page = await list();
    expect(page.items[3]).toEqual(listed);
    expect(await getQuestion(client, item.id)).toEqual({ ...listed, detail, maps });
    expect(await getQuestion(client, 'absent')).toBeNull();
  });

  it('gives a question the maps of explainers that are shown, and none where nobody was asked about all places', async () => {
    const [mapped, bare] = [content.items[3]!, content.items[2]!];
    expect((await getQuestion(client, mapped.id))?.maps.map(({ explainerId }) => explainerId)).toEqual([
      'fixture-self',
      'fixture-other',
    ]);
    expect((await getQuestion(client, bare.id))?.maps).toEqual([]);
  });

  it('gives those of some ids that there are, in the order of the list', async () => {
    const [first, second] = [content.items[7]!, content.items[2]!];
    const found = await findQuestions(client, [first.id, 'absent', second.id]);
    expect(found).toEqual((await list()).items.filter(({ id }) => id === first.id || id === second.id));
    expect(ids(found)).toEqual([second.id, first.id]);
    expect(await findQuestions(client, [])).toEqual([]);
  });

  it('has nothing of another target nor of a task that this version does not know', async () => {
    const nothing = { items: [], total: 0, totalUnfiltered: 0, nextCursor: null };
    expect(await list({ targetId: 'fixture-b' })).toMatchObject(nothing);
    expect(await list({ task: 'riddle' })).toMatchObject(nothing);
    await client.question.update({ where: { id: content.items[5]!.id }, data: { task: 'riddle' } });
    try {
      expect(ids((await list()).items)).toEqual(ids(content.items.filter((_item, index) => index !== 5)));
      expect(await list({ task: 'riddle' })).toMatchObject(nothing);
      expect(await getQuestion(client, content.items[5]!.id)).toBeNull();
    } finally {
      await client.question.update({ where: { id: content.items[5]!.id }, data: { task: 'patch' } });
    }
  });

  it.each<[string, Partial<QuestionListInput>, (index: number) => boolean]>([
    ['split', { facets: ['split:validation'] }, (index) => index % 3 === 0],
    ['a facet', { facets: ['relation:capital'] }, (index) => index % 2 === 1],
    ['a facet of several values', { facets: ['layer:1'] }, (index) => index % 5 === 0],
    ['values of one facet, any of them', { facets: ['layer:0', 'layer:1'] }, (index) => index % 5 === 0],
    ['part of either text, in any case', { q: 'sOURCE7' }, (index) => index === 7],
    [
      'two facets, both of them',
      { facets: ['relation:capital', 'layer:2'] },
      (index) => index % 2 === 1 && index % 5 !== 0,
    ],
    [
      'three facets with two values of one',
      { facets: ['pair:same-object', 'relation:capital', 'pair:same-relation'] },
      (index) => index % 2 === 1 && index % 3 !== 2,
    ],
    ['verdict', { verdicts: ['fixture-self:right'] }, (index) => fixtureVerdict(index, 'self') === 'right'],
    [
      'verdicts on one explainer, either of them',
      { verdicts: ['fixture-self:right', 'fixture-self:partly'] },
      (index) => ['right', 'partly'].includes(fixtureVerdict(index, 'self')),
    ],
    [
      'verdicts on two explainers, both of them',
      { verdicts: ['fixture-self:right', 'fixture-other:partly'] },
      (index) => fixtureVerdict(index, 'self') === 'right' && fixtureVerdict(index, 'other') === 'partly',
    ],
    [
      'facet, verdict and text together',
      { facets: ['relation:currency'], verdicts: ['fixture-self:right'], q: 'subject1' },
      (index) => index % 2 === 0 && fixtureVerdict(index, 'self') === 'right' && /^1/.test(String(index)),
    ],
  ])('filters by %s', async (_name, filter, keeps) => {
    const wanted = content.items.filter((_item, index) => keeps(index));
    expect(wanted.length).toBeGreaterThan(0);
    const page = await list(filter);
    expect(ids(page.items)).toEqual(ids(wanted));
    expect(page).toMatchObject({
      total: wanted.length,
      totalIsExact: true,
      totalUnfiltered: 23,
      nextCursor: null,
    });
    const first = await list({ ...filter, limit: 1 });
    expect(first.nextCursor !== null).toBe(wanted.length > 1);
    if (first.nextCursor)
      expect(ids((await list({ ...filter, cursor: first.nextCursor })).items)).toEqual(ids(wanted).slice(1));
  });

  it('takes % and _ in a search as they are written', async () => {
    expect((await list({ q: '100%' })).total).toBe(23);
    expect((await list({ q: '1_0%' })).total).toBe(0);
    expect((await list({ q: 'S%t0' })).total).toBe(0);
  });

  it('finds the neighbours under the same filters, also of a question that fails them', async () => {
    const { items } = content;
    expect(await neighbours(client, items[0]!.id, of)).toEqual({ previous: null, next: items[1]!.id });
    expect(await neighbours(client, items[22]!.id, of)).toEqual({ previous: items[21]!.id, next: null });
    expect(await neighbours(client, items[4]!.id, { ...of, facets: ['relation:capital'] })).toEqual({
      previous: items[3]!.id,
      next: items[5]!.id,
    });
    expect(await neighbours(client, items[4]!.id, { ...of, facets: ['relation:none'] })).toEqual({
      previous: null,
      next: null,
    });
    expect(await neighbours(client, 'absent', of)).toEqual({ previous: null, next: null });
    expect(await neighbours(client, items[4]!.id, { ...of, targetId: 'fixture-b' })).toEqual({
      previous: null,
      next: null,
    });
  });

  it('draws the question at or after a random key, and begins anew after the last', async () => {
    const wanted = ids(content.items.filter((_item, index) => index % 2 === 1)).sort();
    const filters = { ...of, facets: ['relation:capital'] };
    const keyOf = (id: string) => parseInt(id, 16) / 2 ** 48;
    const draw = (random: number) => randomQuestion(client, filters, () => random);
    for (const [at, id] of wanted.entries()) {
      expect(await draw(keyOf(id))).toBe(id);
      expect(await draw(keyOf(id) + 2 ** -48)).toBe(wanted[(at + 1) % wanted.length]);
    }
    expect(await draw(0)).toBe(wanted[0]);
    expect(await randomQuestion(client, { ...of, facets: ['relation:none'] })).toBeNull();
  });

  it('counts what each facet can be set to, in the order of the task', async () => {
    const facets = await listFacets(client, of);
    expect(facets.map(({ name }) => name)).toEqual(['relation', 'layer', 'position', 'pair', 'set', 'split']);
    expect(facets[0]).toEqual({
      name: 'relation',
      label: 'relation',
      values: [
        { value: 'capital', label: 'capital', count: 11 },
        { value: 'currency', label: 'currency', count: 12 },
      ],
    });
    expect(facets[1]!.values.map(({ value, count }) => [value, count])).toEqual([
      ['0', 5],
      ['1', 5],
      ['2', 18],
    ]);
    expect(facets[5]!.values.map(({ value, count }) => [value, count])).toEqual([
      ['test', 15],
      ['validation', 8],
    ]);
    expect(await listFacets(client, { targetId: 'fixture-b', task: 'patch' })).toEqual([]);
    expect(await listFacets(client, { targetId, task: 'riddle' })).toEqual([]);
  });

  it('says how sure explainers are, and how often they are right then', async () => {
    const rows = await listCalibration(client, { targetId, task: 'patch', split: 'test' });
    const held = content.items.filter(({ targetId: id, split }) => id === targetId && split === 'test');
    const right = held.filter(({ explanations }) =>
      explanations.some((e) => e.explainerId === 'fixture-self' && e.verdict === 'right'),
    );
    // Every answer of the fixture has a mean log-probability of -0.5.
    expect(rows.filter(({ explainerId }) => explainerId === 'fixture-self')).toEqual([
      {
        ...{ explainerId: 'fixture-self', by: 'probability', bin: 6, n: held.length },
        ...{ confidence: expect.closeTo(Math.exp(-0.5), 9), right: right.length / held.length },
      },
    ]);
    expect(rows.some(({ explainerId }) => explainerId === 'fixture-majority')).toBe(false);
  });

  it('counts the verdicts on everyone shown, as many as their lists hold', async () => {
    const facets = ['split:test'];
    const counts = await listVerdictCounts(client, { targetId, task: 'patch', facets });
    expect(counts.length).toBeGreaterThan(1);
    for (const { explainerId, verdict, n } of counts) {
      const { total } = await list({ facets, verdicts: [`${explainerId}:${verdict}`] });
      expect(n).toBe(total);
    }
  });

  it('names the questions on which an explainer is sure and wrong, of equals in the order of the list', async () => {
    const wrong = await list({ facets: ['split:test'], verdicts: ['fixture-self:wrong'] });
    const of = { explainerId: 'fixture-self', split: 'test' as const };
    const ids = await listSureAndWrong(client, { ...of, limit: 50 });
    expect(ids.length).toBeGreaterThan(0);
    expect(ids).toEqual(wrong.items.map(({ id }) => id));
    expect(await listSureAndWrong(client, { ...of, limit: 1 })).toEqual(ids.slice(0, 1));
    // A rule says nothing of how sure it is.
    expect(await listSureAndWrong(client, { ...of, explainerId: 'fixture-majority', limit: 50 })).toEqual([]);
  });

  it('refuses input out of bounds', async () => {
    await expect(list({ limit: 1000 })).rejects.toThrow();
    await expect(list({ cursor: "0'; DROP TABLE" })).rejects.toThrow(/is not a cursor/);
    await expect(list({ facets: ['split'] })).rejects.toThrow(/must be a facet and its value/);
    await expect(list({ verdicts: ['fixture-self:so-so'] })).rejects.toThrow(
      /must be an explainer and a verdict/,
    );
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

  it('hold no text that the database cannot, nor marks that climb over the page', async () => {
    const before = await storeCounts(client);
    for (const input of [
      { view: '/x', note: 'a\0b' },
      { view: '/x', note: '\ud800' },
      { view: '/x\ud800' },
      { view: '/x', live: { tokens: ['a\0'] } },
    ])
      await expect(createPermalink(client, input)).rejects.toThrow(/characters that cannot be stored/);
    const stacked = `Z${'\u0335'.repeat(3000 / 2)}`;
    await expect(createPermalink(client, { view: '/x', note: stacked })).rejects.toThrow(
      /stacks more than 8/,
    );
    expect(await storeCounts(client)).toEqual(before);
  });

  it('lose their live values after 180 days, and nothing else', async () => {
    const made = new Date('2026-01-01T00:00:00Z');
    const day = (days: number) => new Date(made.getTime() + days * 86_400_000);
    const { slug } = await createPermalink(
      client,
      { view: '/x', note: 'stays', live: { a: 1 } },
      { now: made },
    );
    expect(await getPermalink(client, slug, day(179))).toMatchObject({ note: 'stays', live: { a: 1 } });
    const away = { view: '/x', note: 'stays', live: null, liveUntil: day(180).toISOString() };
    expect(await getPermalink(client, slug, day(180))).toMatchObject(away);
    // The next link that is made then takes their room.
    const kept = () => client.permalink.findUniqueOrThrow({ where: { slug } });
    expect((await kept()).live).toEqual({ a: 1 });
    await createPermalink(client, { view: '/y' }, { now: day(181) });
    expect(await kept()).toMatchObject({ live: null, bytes: 7, note: 'stays' });
  });

  it('are refused once all of them together take the room there is, and those made before stay', async () => {
    const { client } = await migratedStore();
    const room = { links: 3, bytes: 1000 };
    const first = await createPermalink(client, { view: '/x', live: 'x'.repeat(900) }, { room });
    const large = createPermalink(client, { view: '/x', live: 'x'.repeat(900) }, { room });
    await expect(large).rejects.toThrow(NoRoomError);
    await createPermalink(client, { view: '/x' }, { room });
    await createPermalink(client, { view: '/x' }, { room });
    await expect(createPermalink(client, { view: '/x' }, { room })).rejects.toThrow(NoRoomError);
    expect(await getPermalink(client, first.slug)).toEqual(first);
  });

  it('refuse a live result of more than 256 KB', async () => {
    const before = await storeCounts(client);
    await expect(createPermalink(client, { view: '/x', live: 'x'.repeat(300_000) })).rejects.toThrow(
      /larger than 256 KB/,
    );
    expect(await storeCounts(client)).toEqual(before);
  });
});
