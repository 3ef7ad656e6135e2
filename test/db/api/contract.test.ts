import Ajv2020 from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Endpoint } from '@/lib/api/endpoint';
import { ENDPOINTS } from '@/lib/api/endpoints';
import { LINES_TYPE } from '@/lib/api/lines';
import { openApi } from '@/lib/api/openapi';
import { PROBLEM_TYPE } from '@/lib/api/problem';
import { fixtureBundle } from '@/test/support/bundle';
import { linesIn, openSite, type Site } from './site';

const content = fixtureBundle({ questions: 23 });
const question = content.items[4]!.id;
const OF = 'target=fixture-a&task=patch';

let site: Site;
const atEnd: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  site = await openSite(content, (work) => atEnd.unshift(work));
});
afterAll(async () => {
  for (const work of atEnd) await work();
});

/** An address of each endpoint that answers with more than nothing, and those of its errors. */
const ASKED: Record<keyof typeof ENDPOINTS, [address: string, status: number][]> = {
  models: [['/models', 200]],
  model: [
    ['/models/fixture-b', 200],
    ['/models/nobody', 404],
    [`/models/${'x'.repeat(300)}`, 400],
  ],
  runs: [['/runs', 200]],
  run: [
    ['/runs/pretrain-fixture-a', 200],
    ['/runs/nothing', 404],
  ],
  running: [['/running', 200]],
  followed: [['/running/nobody/events', 404]],
  questions: [
    [`/questions?${OF}`, 200],
    [`/questions?${OF}&fields=title,explanations&limit=5`, 200],
    ['/questions', 400],
  ],
  question: [
    [`/questions/${question}`, 200],
    ['/questions/nothing', 404],
  ],
  neighbours: [
    [`/questions/${question}/neighbours?facet=relation:capital`, 200],
    ['/questions/nothing/neighbours', 404],
    [`/questions/${question}/neighbours?target=fixture-a`, 400],
  ],
  facets: [
    [`/facets?${OF}`, 200],
    ['/facets?target=fixture-a&task=riddle', 400],
  ],
  explainers: [
    [`/explainers?${OF}`, 200],
    ['/explainers?task=patch', 400],
  ],
  explainer: [
    ['/explainers/fixture-self', 200],
    ['/explainers/nobody', 404],
  ],
  said: [
    ['/explainers/fixture-self/explanations?facet=layer:2&limit=3', 200],
    ['/explainers/nobody/explanations', 404],
    ['/explainers/fixture-self/explanations?limit=0', 400],
  ],
  ask: [],
  evaluations: [
    [`/evaluations?${OF}&slice=all`, 200],
    ['/evaluations?target=fixture-a&metric=beauty', 400],
  ],
  calibration: [
    [`/calibration?${OF}`, 200],
    [`/calibration?${OF}&split=all`, 400],
  ],
  exportQuestions: [
    [`/export/questions?${OF}`, 200],
    [`/export/questions?${OF}&fields=facets,detail,maps,title`, 200],
    [`/export/questions?${OF}&fields=nothing`, 400],
  ],
  exportExplanations: [
    [`/export/explanations?${OF}`, 200],
    [`/export/explanations?${OF}&explainer=fixture-self&fields=text,verdict`, 200],
    ['/export/explanations?task=patch', 400],
  ],
  exportEvaluations: [
    ['/export/evaluations?target=fixture-a', 200],
    ['/export/evaluations?target=fixture-a&cursor=1', 400],
  ],
  createPermalink: [],
  permalink: [['/permalinks/2222222222', 404]],
};

const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema({ $id: 'document', ...openApi() });

function expectHolds(endpoint: Endpoint, status: number, type: string, answer: unknown): void {
  const pointer = [
    'paths',
    endpoint.path,
    endpoint.method,
    'responses',
    String(status),
    'content',
    type,
    'schema',
  ]
    .map((part) => encodeURIComponent(part.replace(/~/g, '~0').replace(/\//g, '~1')))
    .join('/');
  const validate = ajv.getSchema(`document#/${pointer}`);
  if (!validate) throw new Error(`the document has no ${pointer}`);
  expect(validate(answer), `${endpoint.id} ${status}: ${ajv.errorsText(validate.errors)}`).toBe(true);
}

describe('what each endpoint answers is what the document says', () => {
  const all = Object.entries(ENDPOINTS) as [keyof typeof ENDPOINTS, Endpoint][];
  it.each(all)('%s', async (key, endpoint) => {
    for (const [address, status] of ASKED[key]) {
      const response = await site.get(`/api/v1${address}`);
      expect(response.status, address).toBe(status);
      const type = response.headers.get('content-type')?.split(';')[0] ?? '';
      if (status >= 400) {
        expect(type).toBe(PROBLEM_TYPE);
        const problem = (await response.json()) as { detail: string };
        expectHolds(endpoint, status, type, problem);
        expect(problem.detail).toMatch(/^[^\n]+$/);
      } else if (endpoint.many) {
        expect(type).toBe(LINES_TYPE);
        const lines = await linesIn(response);
        expect(lines.length).toBeGreaterThan(0);
        for (const line of lines) expectHolds(endpoint, status, type, line);
      } else expectHolds(endpoint, status, type, await response.json());
    }
  });

  it('is told from what it does not say', () => {
    expect(() => expectHolds(ENDPOINTS.models, 200, 'application/json', { models: [{ id: 'x' }] })).toThrow(
      /must have required property/,
    );
    expect(() => expectHolds(ENDPOINTS.exportEvaluations, 200, LINES_TYPE, { slices: 'all' })).toThrow();
  });

  it('is whole where no fields are named', async () => {
    const { items } = (await (await site.get(`/api/v1/questions?${OF}`)).json()) as { items: unknown[] };
    const lines = await linesIn(await site.get(`/api/v1/export/questions?${OF}`));
    for (const item of [...items, ...lines])
      ENDPOINTS.question.answer.omit({ detail: true, maps: true }).strict().parse(item);
  });
});

describe('errors', () => {
  it('are problems at every address below /api', async () => {
    for (const address of [
      '/api',
      '/api/nothing',
      '/api/v1',
      '/api/v1/nothing',
      '/api/v1/a/b/c',
      '/api/v1/models/a/b',
    ]) {
      const response = await site.get(address);
      expect([response.status, response.headers.get('content-type')], address).toEqual([404, PROBLEM_TYPE]);
      expect(((await response.json()) as { detail: string }).detail).toBe(
        `There is nothing at ${address}: /docs/api says what there is.`,
      );
    }
  });

  it('say how many links a caller may still make', async () => {
    const response = await site.post('/api/v1/permalinks', { view: '/x' });
    expect(response.status).toBe(400);
    expect(response.headers.get('ratelimit-policy')).toBe('"links";q=30;w=60, "attempts";q=120;w=60');
    expect(response.headers.get('ratelimit')).toMatch(/^"links";r=30;t=60, "attempts";r=119;t=\d+$/);
    expectHolds(ENDPOINTS.createPermalink, 400, PROBLEM_TYPE, await response.json());
  });

  it('of a store that is away say when to come again', async () => {
    const { store } = await import('@/lib/store');
    const client = store();
    const query = client.$queryRaw;
    client.$queryRaw = (() => Promise.reject(Object.assign(new Error('away'), { code: 'P1001' }))) as never;
    try {
      for (const address of [`/questions?${OF}`, '/export/evaluations?target=fixture-a']) {
        const response = await site.get(`/api/v1${address}`);
        expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
      }
    } finally {
      client.$queryRaw = query;
    }
  });
});
