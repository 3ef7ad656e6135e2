import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storeCounts, type StoreClient } from '@/lib/store';
import { patch } from '@/lib/task/patch';
import type { PatchBody, PatchTruth } from '@/lib/task/patch/body';
import { fixtureBundle } from '@/test/support/bundle';
import { root } from '../database';
import { encoded, hostile, queryText } from './hostile';
import { openSite, type Site } from './site';

const content = fixtureBundle({ questions: 23 });
const { id: question } = content.items[0]!;

let site: Site;
let before: unknown;
const atEnd: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  site = await openSite(content, (work) => atEnd.unshift(work));
  before = await everything(site.client);
});
afterAll(async () => {
  for (const work of atEnd) await work();
});

/** What the store holds, links aside: rows of each table, and a hash of those of the largest. */
async function everything(client: StoreClient): Promise<unknown> {
  const { permalinks: _, ...counts } = await storeCounts(client);
  const hash = await client.$queryRaw`
    SELECT md5(string_agg(q::text || t::text, '' ORDER BY q."id")) AS hash
    FROM "Question" q JOIN "Truth" t ON t."questionId" = q."id"`;
  return { counts, hash };
}

/** Nothing of the inside, and no fault. */
async function expectSound(response: Response, asked: string): Promise<number> {
  const text = await response.text();
  expect([200, 201, 308, 400, 404], `${asked}: ${text.slice(0, 300)}`).toContain(response.status);
  expect(text, asked).not.toContain(root);
  expect(text, asked).not.toMatch(/node_modules|\n\s+at |prisma|\$queryRaw|pg-protocol/i);
  if (response.status >= 400) {
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect((JSON.parse(text) as { detail: string }).detail, asked).toMatch(/^[^\n\0]+$/);
  }
  return response.status;
}

/** Asks for so many addresses; how many answers had each status. */
async function fuzz(runs: number, addresses: fc.Arbitrary<string>): Promise<Record<number, number>> {
  const seen: Record<number, number> = {};
  await fc.assert(
    fc.asyncProperty(addresses, async (address) => {
      const status = await expectSound(await site.get(address), address);
      seen[status] = (seen[status] ?? 0) + 1;
    }),
    { numRuns: runs, seed: 20261126 },
  );
  expect(await everything(site.client)).toEqual(before);
  return seen;
}

describe('whatever is asked, the API answers with what there is or with one line, and nothing changes', () => {
  it('of a list', async () => {
    const seen = await fuzz(
      5000,
      queryText.map((query) => `/api/v1/questions?${query}`),
    );
    // What is refused by its form alone would say little of the store.
    expect(seen[200]).toBeGreaterThan(500);
    expect(seen[400]).toBeGreaterThan(500);
  });

  it('of an export', async () => {
    const paths = fc.constantFrom('questions', 'explanations', 'evaluations');
    const addresses = fc.tuple(paths, queryText).map(([path, query]) => `/api/v1/export/${path}?${query}`);
    const seen = await fuzz(3000, addresses);
    expect(seen[200]).toBeGreaterThan(200);
  });

  it('of what else takes a query, or a name', async () => {
    const name = fc.oneof(
      hostile,
      fc.constantFrom(question, 'fixture-self', 'fixture-a', 'pretrain-fixture-a', '2222222222'),
    );
    const named = fc
      .tuple(
        fc.constantFrom(
          'questions/*',
          'questions/*/neighbours',
          'explainers/*',
          'models/*',
          'runs/*',
          '*/x',
          '*',
        ),
        name.filter((text) => !/^\.{0,2}$/.test(text.trim())),
      )
      .map(([path, text]) => path.replace('*', () => encoded(text).replace(/%2F/gi, 'x')));
    const plain = fc.constantFrom('explainers', 'facets', 'evaluations', 'calibration');
    const said = name.map((text) => `explainers/${encoded(text).replace(/%2F/gi, 'x')}/explanations`);
    const paths = fc
      .oneof(named, plain, said)
      .filter((path) => !path.split('/').some((part) => /^\.*$/.test(part)));
    const seen = await fuzz(
      2000,
      fc.tuple(paths, queryText).map(([path, query]) => `/api/v1/${path}?${query}`),
    );
    expect(seen[200]).toBeGreaterThan(20);
  });
});

describe('links', () => {
  const view = fc.oneof(
    hostile,
    fc.constantFrom(
      `/fixture-a/patching/${question}?v=1`,
      `/fixture-a/patching/${question}?v=1&layer=1&pos=0`,
    ),
    hostile.map((text) => `/fixture-a/patching/${text}?v=1`),
    hostile.map((text) => `/fixture-a/patching/${question}?v=1&layer=${text}`),
  );
  const body = fc.oneof(
    { weight: 4, arbitrary: fc.record({ view, note: fc.oneof(hostile, fc.constant(null)) }) },
    { weight: 2, arbitrary: fc.record({ view, live: fc.jsonValue({ maxDepth: 3 }) }) },
    { weight: 1, arbitrary: fc.jsonValue() },
  );

  it('are stored as they are sent, or refused in one line', async () => {
    const [links, seen] = [(await storeCounts(site.client)).permalinks, { made: 0 }];
    let caller = 0;
    await fc.assert(
      fc.asyncProperty(body, async (sent) => {
        // Each a caller of its own, or a minute's share would be all that is tried.
        const headers = { 'x-forwarded-for': `10.${caller >> 16}.${(caller >> 8) & 255}.${caller++ & 255}` };
        const asked = JSON.stringify(sent);
        const response = await site.post('/api/v1/permalinks', sent, headers);
        const copy = response.clone();
        if ((await expectSound(response, asked)) !== 201) return;
        seen.made++;
        const { slug } = (await copy.json()) as { slug: string };
        const kept = await site.get(`/api/v1/permalinks/${slug}`);
        const { note } = sent as { note?: string };
        expect(await kept.json()).toMatchObject({
          view: (sent as { view: string }).view,
          note: note?.trim() || null,
        });
      }),
      { numRuns: 2000, seed: 20261126 },
    );
    expect(seen.made).toBeGreaterThan(50);
    expect((await storeCounts(site.client)).permalinks).toBe(links + seen.made);
    expect(await everything(site.client)).toEqual(before);
  });

  it('are not there under any other name', async () => {
    const slug = fc
      .oneof(hostile, fc.stringMatching(/^[2-9a-z]{8,12}$/))
      .filter((text) => !/^[\s.]*$/.test(text));
    const seen = await fuzz(
      1000,
      slug.map((text) => `/api/v1/permalinks/${encoded(text).replace(/%2F/gi, 'x')}`),
    );
    expect(Object.keys(seen)).toEqual(['404']);
  });
});

it('a search finds the texts that hold it as it is written, and no other', async () => {
  const texts = content.items.map((item) =>
    patch.text(item.body as never as PatchBody, item.truth as never as PatchTruth),
  );
  const part = fc
    .tuple(fc.constantFrom(...texts), fc.nat(20), fc.integer({ min: 3, max: 9 }))
    .map(([text, from, length]) => text.slice(from, from + length));
  const written = fc.array(
    fc.constantFrom('s', 'S', '1', '0', ' ', '%', '_', '\\', `'`, '"', '$', '--', ';', 'is'),
    {
      minLength: 3,
      maxLength: 6,
    },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        part,
        written.map((letters) => letters.join('')),
      ),
      async (text) => {
        const q = text.trim();
        fc.pre(q.length >= 3);
        const query = new URLSearchParams({ target: 'fixture-a', task: 'patch', fields: 'id', q });
        const { items, total } = (await (await site.get(`/api/v1/questions?${query}`)).json()) as {
          items: { id: string }[];
          total: number;
        };
        const wanted = content.items.filter((_, index) =>
          texts[index]!.toLowerCase().includes(q.toLowerCase()),
        );
        expect(items.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id));
        expect(total).toBe(wanted.length);
      },
    ),
    { numRuns: 500, seed: 20261126 },
  );
});
