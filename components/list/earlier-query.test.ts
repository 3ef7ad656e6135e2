import { describe, expect, it } from 'vitest';
import type { ExplainerRecord } from '@/lib/store/records';
import { todaysQuery } from './earlier-query';

const explainer = (id: string, over: Partial<ExplainerRecord>) =>
  ({ id, baseId: 'a', kinship: 'self', sees: 'vector', trainExamples: 8000, ...over }) as ExplainerRecord;

const explainers = [
  explainer('a.self', {}),
  explainer('a.other', { kinship: 'other-seed' }),
  explainer('a.blind', { sees: 'no-vector' }),
];

const today = (query: string) =>
  todaysQuery({ earlierFilters: { at: 'layer', place: 'position' } }, explainers, new URLSearchParams(query));

describe('a query of an earlier form', () => {
  it('asks for the same in today’s', () => {
    const query = today('self=right&other=wrong&control=partly&at=2&place=last&split=test&q=Eiffel');
    expect(query?.getAll('verdict')).toEqual(['a.self:right', 'a.other:wrong', 'a.blind:partly']);
    expect(query?.getAll('facet')).toEqual(['layer:2', 'position:last', 'split:test']);
    expect(query?.get('q')).toBe('Eiffel');
  });

  it('loses what it cannot mean, and keeps what is not a filter', () => {
    expect(String(today('self=maybe&layer=3&pos=1'))).toBe('layer=3&pos=1');
  });

  it('is told from one of today', () => {
    expect(today('facet=layer:2&verdict=a.self:right&layer=2&q=x')).toBeNull();
  });
});
