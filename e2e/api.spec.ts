import { type APIResponse, expect, test } from '@playwright/test';
import Ajv2020 from 'ajv/dist/2020.js';
import { TARGET, explainerOf, firstItem, linesIn, listPatching, runPathOf } from './support';

const LIST = `/api/v1/questions?task=patch&target=${TARGET}`;
const bad: [string, RegExp][] = [
  ['/api/v1/questions', /^target: name a target/],
  [`/api/v1/questions?target=${TARGET}`, /^task: name a task/],
  [`/api/v1/questions?target=${TARGET}&task=nothing`, /^task: there is no task nothing/],
  [`${LIST}&verdict=${TARGET}.patch.self.8000:maybe`, /^verdict\.0: must be an explainer and a verdict/],
  [`${LIST}&facet=2`, /^facet\.0: must be a facet and its value/],
  [`${LIST}&q=ab`, /^q: must have at least 3 letters/],
  [`${LIST}&limit=100000`, /^limit: /],
  [`${LIST}&self=right`, /"self"/],
  [`${LIST}&cursor=nonsense`, /^cursor: is not a cursor/],
  ['/api/v1/evaluations', /^target: name a target/],
  [`/api/v1/evaluations?target=${TARGET}&metric=beauty`, /^metric: /],
];

for (const [path, message] of bad)
  test(`${path} is answered with one line that names what is wrong`, async ({ request }) => {
    const response = await request.get(path);
    expect(response.status()).toBe(400);
    expect(response.headers()['content-type']).toBe('application/problem+json');
    const { detail } = (await response.json()) as { detail: string };
    expect(detail).toMatch(message);
    expect(detail).not.toContain('\n');
  });

test('what is not there is not found', async ({ request }) => {
  for (const path of [
    '/api/v1/questions/000000000000',
    '/api/v1/permalinks/2222222222',
    '/api/v1/nothing',
    '/api/v1/models/a/b/c',
    '/api/nothing',
  ]) {
    const response = await request.get(path);
    expect(response.status()).toBe(404);
    expect(response.headers()['content-type']).toBe('application/problem+json');
    expect(((await response.json()) as { detail: string }).detail).toMatch(/^There is no(thing)? /);
  }
});

test('pages of the list follow one another without gap or overlap', async ({ request }) => {
  const whole = await listPatching(request, 'limit=20');
  const first = await listPatching(request, 'limit=7');
  expect(first.nextCursor, 'the shipped bundle has more than seven questions').not.toBeNull();
  const second = await listPatching(request, `limit=7&cursor=${encodeURIComponent(first.nextCursor ?? '')}`);
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(
    whole.items.slice(0, 14).map(({ id }) => id),
  );
});

test('a link is stored only when it means a view of this site', async ({ request }) => {
  const item = await firstItem(request);
  const make = (data: unknown) => request.post('/api/v1/permalinks', { data });
  const view = `/${item.targetId}/patching/${item.id}?layer=0&pos=0&v=1`;
  const models = await request.get('/api/v1/models');
  const { contentHash } = (
    (await models.json()) as { models: { id: string; contentHash: string }[] }
  ).models.find(({ id }) => id === item.targetId)!;
  const self = await explainerOf(request, 'self');
  const said = { place: { layer: 0, pos: 0 }, explainerId: self.id, text: 'x', logProbability: -1 };
  const live = {
    format: 2,
    task: 'patch',
    at: '2026-01-02T03:04:05.000Z',
    provider: 'wasm',
    contentHash,
    detail: item.sweep,
    explanations: [said],
  };
  expect((await make({ view, live })).status()).toBe(201);
  const made = await make({ view, note: 'from a test' });
  expect(made.status()).toBe(201);
  const { slug } = (await made.json()) as { slug: string };
  const kept = await request.get(`/api/v1/permalinks/${slug}`);
  expect(await kept.json()).toMatchObject({ slug, view, note: 'from a test', live: null });

  for (const [data, status] of [
    [{ view: 'https://elsewhere.example/' }, 400],
    [{ view: '//elsewhere.example/x?v=1' }, 400],
    [{ view: `/${item.targetId}/patching/${item.id}` }, 400],
    [{ view, live: { format: 1, sweep: 'none' } }, 400],
    // Another target's question, and one that is not there.
    [{ view: `/house2-a/patching/${item.id}?v=1` }, 400],
    [{ view: `/${item.targetId}/patching/000000000000?v=1` }, 400],
    // Values of other weights, and of an explainer that nobody knows.
    [{ view, live: { ...live, contentHash: 'f'.repeat(64) } }, 400],
    [{ view, live: { ...live, explanations: [{ ...said, explainerId: 'nobody' }] } }, 400],
    [{ view, extra: true }, 400],
    [{ view, note: 'x'.repeat(400_000) }, 413],
  ] as const) {
    const refused = await make(data);
    expect(refused.status(), JSON.stringify(data).slice(0, 80)).toBe(status);
    expect(((await refused.json()) as { detail: string }).detail).toBeTruthy();
    expect(refused.headers()['ratelimit-policy']).toBe('"links";q=30;w=60, "attempts";q=120;w=60');
  }
  const text = await request.post('/api/v1/permalinks', {
    headers: { 'content-type': 'text/plain' },
    data: 'x',
  });
  expect(text.status()).toBe(415);
});

test('addresses that stood before several tasks lead to where their answers are now', async ({ request }) => {
  const item = await firstItem(request);
  const list = await request.get(`/api/v1/patching?target=${TARGET}&limit=1`, { maxRedirects: 0 });
  expect([list.status(), list.headers()['location']]).toEqual([
    308,
    `/api/v1/questions?target=${TARGET}&limit=1&task=patch`,
  ]);
  const one = await request.get(`/api/v1/patching/${item.id}`, { maxRedirects: 0 });
  expect([one.status(), one.headers()['location']]).toEqual([308, `/api/v1/questions/${item.id}`]);
});

test('every answer is what the OpenAPI document says', async ({ request }) => {
  const item = await firstItem(request);
  const document = (await (await request.get('/api/v1/openapi.json')).json()) as {
    openapi: string;
    paths: Record<
      string,
      Record<string, { responses: Record<string, { content: Record<string, { schema: object }> }> }>
    >;
  };
  expect(document.openapi).toMatch(/^3\.1\./);
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: 'document', ...document });
  const made = await request.post('/api/v1/permalinks', {
    data: { view: `/${item.targetId}/patching/${item.id}?v=1` },
  });
  const { slug } = (await made.json()) as { slug: string };
  const self = await explainerOf(request, 'self');
  const of = `task=patch&target=${TARGET}&facet=layer:2`;
  const answers: [string, string, string, () => Promise<APIResponse>][] = [
    ['/models', 'get', '200', () => request.get('/api/v1/models')],
    ['/models/{id}', 'get', '200', () => request.get(`/api/v1/models/${TARGET}`)],
    ['/facets', 'get', '200', () => request.get(`/api/v1/facets?task=patch&target=${TARGET}`)],
    ['/calibration', 'get', '200', () => request.get(`/api/v1/calibration?task=patch&target=${TARGET}`)],
    ['/explainers/{id}', 'get', '200', () => request.get(`/api/v1/explainers/${self.id}`)],
    [
      '/explainers/{id}/explanations',
      'get',
      '200',
      () => request.get(`/api/v1/explainers/${self.id}/explanations`),
    ],
    [
      '/questions/{id}/neighbours',
      'get',
      '200',
      () => request.get(`/api/v1/questions/${item.id}/neighbours`),
    ],
    ['/export/questions', 'get', '200', () => request.get(`/api/v1/export/questions?${of}`)],
    ['/export/questions', 'get', '400', () => request.get('/api/v1/export/questions')],
    ['/export/explanations', 'get', '200', () => request.get(`/api/v1/export/explanations?${of}`)],
    ['/export/evaluations', 'get', '200', () => request.get(`/api/v1/export/evaluations?target=${TARGET}`)],
    ['/questions', 'get', '200', () => request.get(`${LIST}&limit=20&fields=title,truth`)],
    ['/explainers', 'get', '200', () => request.get(`/api/v1/explainers?target=${TARGET}`)],
    ['/questions', 'get', '200', () => request.get(`${LIST}&limit=20`)],
    ['/questions', 'get', '400', () => request.get(`${LIST}&limit=0`)],
    ['/questions/{id}', 'get', '200', () => request.get(`/api/v1/questions/${item.id}`)],
    ['/questions/{id}', 'get', '404', () => request.get('/api/v1/questions/000000000000')],
    [
      '/explainers/{id}/answers',
      'post',
      '404',
      () => request.post('/api/v1/explainers/nobody/answers', { data: { question: item.id } }),
    ],
    ['/evaluations', 'get', '200', () => request.get(`/api/v1/evaluations?target=${TARGET}`)],
    ['/running', 'get', '200', () => request.get('/api/v1/running')],
    ['/running/{subject}/events', 'get', '404', () => request.get('/api/v1/running/nobody/events')],
    ['/runs', 'get', '200', () => request.get('/api/v1/runs')],
    ['/runs/{id}', 'get', '200', async () => request.get(`/api/v1${await runPathOf(request)}`)],
    ['/runs/{id}', 'get', '404', () => request.get('/api/v1/runs/nobody-knows')],
    ['/permalinks', 'post', '400', () => request.post('/api/v1/permalinks', { data: {} })],
    ['/permalinks/{slug}', 'get', '200', () => request.get(`/api/v1/permalinks/${slug}`)],
    ['/permalinks/{slug}', 'get', '404', () => request.get('/api/v1/permalinks/2222222222')],
  ];
  expect(new Set(answers.map(([path]) => path))).toEqual(new Set(Object.keys(document.paths)));
  /** Holds answers to what the document says of one response. */
  const holder = (path: string, method: string, status: string, type = 'application/json') => {
    const pointer = [path, method, 'responses', status, 'content', type, 'schema']
      .map((part) => part.replace(/~/g, '~0').replace(/\//g, '~1'))
      .map(encodeURIComponent)
      .join('/');
    const validate = ajv.getSchema(`document#/paths/${pointer}`);
    expect(validate, `the document has ${pointer}`).toBeDefined();
    return (answer: unknown) => {
      if (!validate!(answer)) throw new Error(`${method} ${path}: ${ajv.errorsText(validate!.errors)}`);
    };
  };
  for (const [path, method, status, ask] of answers) {
    const response = await ask();
    expect(String(response.status()), path).toBe(status);
    const type = response.headers()['content-type']?.split(';')[0] ?? '';
    const whole = type === 'application/x-ndjson' ? linesIn(await response.text()) : [await response.json()];
    whole.forEach(holder(path, method, status, type));
  }
  holder('/permalinks', 'post', '201')(await made.json());
  expect(() => holder('/models', 'get', '200')({ models: [{ id: 'x' }] })).toThrow(
    /must have required property/,
  );
});
