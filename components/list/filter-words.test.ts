import { expect, it } from 'vitest';
import type { ExplainerRecord } from '@/lib/store/records';
import { patch } from '@/lib/task/patch';
import { filterWords } from './filter-words';

const self = { id: 'a.self', baseId: 'a', kinship: 'self', sees: 'vector', rule: null } as ExplainerRecord;

it('filters are said as their selects say them, values of one facet as a choice', () => {
  const filters = {
    facets: ['layer:2', 'layer:3', 'split:test'],
    verdicts: ['a.self:right', 'a.self:partly', 'gone:wrong'],
    q: 'Peru',
  };
  expect(filterWords(patch, filters, [self])).toEqual([
    'self: right or partly',
    'gone: wrong',
    'layer: 2 or 3',
    'split: held out',
    'text: “Peru”',
  ]);
  expect(filterWords(patch, { facets: [], verdicts: [] }, [])).toEqual([]);
});
