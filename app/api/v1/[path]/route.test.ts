import { NextRequest } from 'next/server';
import { expect, it, vi } from 'vitest';
import { GET } from './route';

const explainer = (id: string, over: object) => ({
  ...{ id, task: 'patch', baseId: 'a', kinship: 'self', sees: 'vector', rule: null },
  ...{ trainExamples: 8000, shown: true, ...over },
});

vi.mock('@/lib/store', () => ({
  store: () => null,
  listExplainers: async () => [
    explainer('a.self', {}),
    explainer('a.self.more', { trainExamples: 16_000, shown: false }),
  ],
}));

const ask = async (path: string, query: string) => {
  const request = new NextRequest(`http://site.invalid/api/v1/${path}?${query}`);
  const response = await GET(request, { params: Promise.resolve({ path }) });
  return [response.status, response.headers.get('location')];
};

it('hands the filters of an earlier address on by the names that they have today', async () => {
  const [status, location] = await ask('patching', 'target=a&self=right&at=2&limit=5');
  expect(status).toBe(308);
  const url = new URL(String(location), 'http://site.invalid');
  expect(url.pathname).toBe('/api/v1/questions');
  expect(Object.fromEntries(url.searchParams)).toEqual({
    ...{ target: 'a', task: 'patch', limit: '5' },
    ...{ verdict: 'a.self:right', facet: 'layer:2' },
  });
});

it('has nothing for a task that nobody knows', async () => {
  expect(await ask('nothing', 'target=a')).toEqual([404, null]);
});
