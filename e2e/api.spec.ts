import { expect, test } from '@playwright/test';
import { firstItem, listPatching, TARGET } from './support';

const bad: [string, RegExp][] = [
  ['/api/v1/patching', /^target: name a target/],
  [`/api/v1/patching?target=${TARGET}&self=maybe`, /^self: /],
  [`/api/v1/patching?target=${TARGET}&limit=100000`, /^limit: /],
  [`/api/v1/patching?target=${TARGET}&cursor=nonsense`, /^cursor: is not a cursor/],
  ['/api/v1/evaluations', /^target: name a target/],
  [`/api/v1/evaluations?target=${TARGET}&metric=beauty`, /^metric: /],
];

for (const [path, message] of bad)
  test(`${path} is answered with one line that names what is wrong`, async ({ request }) => {
    const response = await request.get(path);
    expect(response.status()).toBe(400);
    const { error } = (await response.json()) as { error: string };
    expect(error).toMatch(message);
    expect(error).not.toContain('\n');
  });

test('what is not there is not found', async ({ request }) => {
  for (const path of ['/api/v1/patching/000000000000', '/api/v1/permalinks/2222222222']) {
    const response = await request.get(path);
    expect(response.status()).toBe(404);
    expect(((await response.json()) as { error: string }).error).toMatch(/^There is no /);
  }
});

test('pages of the list follow one another without gap or overlap', async ({ request }) => {
  const whole = await listPatching(request, 'limit=20');
  const first = await listPatching(request, 'limit=7');
  test.skip(first.nextCursor === null, 'the store has fewer than eight questions');
  const second = await listPatching(request, `limit=7&cursor=${encodeURIComponent(first.nextCursor ?? '')}`);
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(
    whole.items.slice(0, 14).map(({ id }) => id),
  );
});

test('a link is stored only when it means a view of this site', async ({ request }) => {
  const item = await firstItem(request);
  const make = (data: unknown) => request.post('/api/v1/permalinks', { data });
  const view = `/${item.targetId}/patching/${item.id}?layer=0&pos=0&v=1`;
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
    [{ view, extra: true }, 400],
    [{ view, note: 'x'.repeat(400_000) }, 413],
  ] as const) {
    const refused = await make(data);
    expect(refused.status(), JSON.stringify(data).slice(0, 80)).toBe(status);
    expect(((await refused.json()) as { error: string }).error).toBeTruthy();
  }
  const text = await request.post('/api/v1/permalinks', {
    headers: { 'content-type': 'text/plain' },
    data: 'x',
  });
  expect(text.status()).toBe(415);
});
