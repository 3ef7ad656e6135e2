import { expect, it } from 'vitest';
import { issueLine } from '@/lib/schemas';
import { listQuerySchema, parseListQuery } from './query';

it('refuses a parameter that it does not know, by its name', () => {
  const parse = (query: string) => listQuerySchema.safeParse(Object.fromEntries(new URLSearchParams(query)));
  expect(parse('target=house-a&task=patch&limit=2').success).toBe(true);
  const refused = parse('target=house-a&task=patch&self=right');
  expect(refused.error && issueLine(refused.error)).toMatch(/"self"/);
});

it('takes filters any number of times, and leaves blanks out', () => {
  const query = new URLSearchParams('target=house-a&task=patch&facet=layer:1&facet=layer:2&q=');
  expect(parseListQuery(query)).toEqual({
    ...{ target: 'house-a', task: 'patch', limit: 50 },
    ...{ facet: ['layer:1', 'layer:2'], verdict: [] },
  });
});
