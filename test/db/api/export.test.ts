import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Item } from '@/lib/store/records';
import { fixtureBundle } from '@/test/support/bundle';
import { linesIn, openSite, type Site } from './site';

/** More than two chunks of an export. */
const content = fixtureBundle({ questions: 450 });
const OF = 'target=fixture-a&task=patch';

let site: Site;
const atEnd: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  site = await openSite(content, (work) => atEnd.unshift(work));
});
afterAll(async () => {
  for (const work of atEnd) await work();
});

const FILTERS = [
  '',
  '&facet=layer:1',
  '&facet=layer:0&facet=layer:2&facet=relation:capital',
  '&verdict=fixture-self:right&verdict=fixture-self:partly',
  '&verdict=fixture-self:right&verdict=fixture-other:partly&facet=split:test',
  '&q=subject4',
  '&q=source12&facet=relation:currency',
  '&facet=relation:none',
];

interface Page<T> {
  items: T[];
  nextCursor: string | null;
  total: number;
}

/** All pages of a list, one after the other. */
async function walk<T>(address: string, limit = 70): Promise<T[]> {
  const found: T[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const query = `limit=${limit}&cursor=${encodeURIComponent(cursor)}`;
    const response = await site.get(`${address}${address.includes('?') ? '&' : '?'}${query}`);
    const page = (await response.json()) as Page<T>;
    found.push(...page.items);
    if (page.nextCursor === null) expect(found).toHaveLength(page.total);
    cursor = page.nextCursor;
  }
  return found;
}

describe('an export', () => {
  it.each(FILTERS)('holds what the pages of the list hold: %s', async (filters) => {
    const listed = await walk<Item>(`/api/v1/questions?${OF}${filters}`);
    expect(await linesIn(await site.get(`/api/v1/export/questions?${OF}${filters}`))).toEqual(listed);
    const wanted = filters === '' ? content.items.map(({ id }) => id) : listed.map(({ id }) => id);
    expect(listed.map(({ id }) => id)).toEqual(wanted);

    const said = await linesIn(await site.get(`/api/v1/export/explanations?${OF}${filters}`));
    expect(said).toEqual(
      listed.flatMap(({ id, title, split, explanations }) =>
        explanations.map((explanation) => ({ questionId: id, title, split, ...explanation })),
      ),
    );
    const bySelf = said.filter(({ explainerId }) => explainerId === 'fixture-self');
    const asked = `/api/v1/export/explanations?${OF}${filters}&explainer=fixture-self`;
    expect(await linesIn(await site.get(asked))).toEqual(bySelf);
    expect(await walk(`/api/v1/explainers/fixture-self/explanations?${filters.slice(1)}`)).toEqual(bySelf);
  });

  it.each([1, 13, 200])(
    'and its list stay the same by pages of %i',
    async (limit) => {
      const address = `/api/v1/questions?${OF}&facet=layer:2&fields=id`;
      const ids = (await walk<{ id: string }>(address, limit)).map(({ id }) => id);
      expect(ids).toEqual(content.items.filter((_, index) => index % 5 !== 0).map(({ id }) => id));
    },
    60_000,
  );

  it('has the fields that are asked for, in that order', async () => {
    const lines = await linesIn(
      await site.get(`/api/v1/export/questions?${OF}&fields=truth,id,detail,facets`),
    );
    expect(lines.map((line) => Object.keys(line).join())).toEqual(Array(450).fill('truth,id,detail,facets'));
    expect(lines[7]).toMatchObject({ id: content.items[7]!.id, detail: content.items[7]!.detail });
    expect(lines[7]?.facets).toEqual(
      expect.arrayContaining(['layer:2', 'split:test', 'fixture-self:unknown']),
    );
    const said = await linesIn(await site.get(`/api/v1/export/explanations?${OF}&fields=verdict,questionId`));
    expect(Object.keys(said[0]!)).toEqual(['verdict', 'questionId']);
  });

  it('of scores holds what their list holds', async () => {
    for (const filters of [
      '',
      '&task=patch',
      '&slice=all',
      '&metric=exactMatch',
      '&split=train',
      '&task=ablate',
    ]) {
      const response = await site.get(`/api/v1/evaluations?target=fixture-a${filters}`);
      const { evaluations } = (await response.json()) as { evaluations: unknown[] };
      expect(await linesIn(await site.get(`/api/v1/export/evaluations?target=fixture-a${filters}`))).toEqual(
        evaluations,
      );
    }
  });

  it('as a table has titles, facets, outcomes and verdicts', async () => {
    const filters = '&facet=layer:1';
    const response = await site.get(`/api/v1/export/questions?${OF}${filters}&format=csv`);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="fixture-a-patching.csv"');
    const [head, ...rows] = (await response.text()).trimEnd().split('\r\n');
    expect(head).toMatch(
      /^id,title,relation,layer,.*,split,outcome,fixture-self,fixture-other,fixture-no-vector,fixture-text-oracle,fixture-majority$/,
    );
    const listed = await walk<Item>(`/api/v1/questions?${OF}${filters}`);
    expect(rows.map((row) => row.split(',')[0])).toEqual(listed.map(({ id }) => id));
    expect(rows[1]).toMatch(/,"Subject5, patched from Source5",capital,0; 1,.*,Here → There,/);
    expect(rows[1]).toMatch(/,partly,wrong,unknown,right,partly$/);
  });

  it('is saved under a name of what it holds', async () => {
    const name = async (address: string) =>
      (await site.get(`/api/v1/export/${address}`)).headers.get('content-disposition');
    expect(await name(`questions?${OF}`)).toBe('attachment; filename="fixture-a-patching.ndjson"');
    expect(await name('evaluations?target=..%2F%22%0D%0Aa')).toBe(
      'attachment; filename="..-a-evaluations.ndjson"',
    );
  });
});
