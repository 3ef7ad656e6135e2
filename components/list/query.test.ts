import { describe, expect, it } from 'vitest';
import { filterQuery, parseListQuery, readFilters, withQuery } from './query';

const query = (text: string) => new URLSearchParams(text);

describe('the filters of the list', () => {
  it('come back as they went into an address', () => {
    const filters = { self: 'wrong', other: 'right', at: 2, q: 'Eiffel & co' } as const;
    expect(readFilters(query(filterQuery(filters)))).toEqual(filters);
    expect(withQuery('/house-a/patching', filterQuery({}))).toBe('/house-a/patching');
  });

  it('leave out what an address cannot mean', () => {
    expect(readFilters(query('self=maybe&at=-1&relation=capital&page=3'))).toEqual({ relation: 'capital' });
  });

  it('become a question to the store, one verdict a role', () => {
    expect(parseListQuery(query('target=house-a&self=right&other=wrong&at=0&limit=10'))).toMatchObject({
      targetId: 'house-a',
      layer: 0,
      limit: 10,
      verdict: [
        { role: 'self', verdict: 'right' },
        { role: 'other', verdict: 'wrong' },
      ],
    });
  });

  it('are refused by name in the API', () => {
    expect(() => parseListQuery(query('self=right'))).toThrow(/target/);
    expect(() => parseListQuery(query('target=a&self=maybe'))).toThrow(/self/);
    expect(() => parseListQuery(query('target=a&limit=9999'))).toThrow(/limit/);
  });
});
