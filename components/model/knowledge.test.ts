import { describe, expect, it } from 'vitest';
import type { KnowledgeRow } from '@/lib/measure/knowledge-file';
import { search } from './knowledge';

const row = (subject: string, relation: string, object: string, said = object): KnowledgeRow => ({
  subject,
  relation,
  object,
  said,
  exposure: 'rare',
  probability: 0.5,
  right: 5,
});
const rows = [
  row('Peru', 'capital', 'Lima'),
  row('Peru', 'currency', 'sol', 'euro'),
  row('Lima', 'country', 'Peru'),
];

describe('the search in what a model knows', () => {
  it('finds facts that hold every word, in whatever part and case', () => {
    expect(search(rows, 'peru', 'all')).toHaveLength(3);
    expect(search(rows, 'PERU capital', 'all')).toEqual([rows[0]]);
    expect(search(rows, '  ', 'all')).toHaveLength(3);
    expect(search(rows, 'Quito', 'all')).toEqual([]);
  });

  it('can be held to what the model knows, or does not', () => {
    expect(search(rows, '', 'known')).toEqual([rows[0], rows[2]]);
    expect(search(rows, 'rare', 'not known')).toEqual([rows[1]]);
  });
});
