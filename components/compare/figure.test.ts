import { expect, it } from 'vitest';
import { readMarkup } from '@/test/support/well-formed';
import { scoreDrawing, scoreTable } from './figure';
import type { ScoredRow } from './scores';

const rows: ScoredRow[] = [
  {
    id: 'a.self',
    name: 'self',
    role: 'self',
    score: { value: 0.6, low: 0.5, high: 0.7, n: 90 },
    behind: null,
  },
  {
    id: 'a.other',
    name: 'other <b>',
    role: 'other',
    score: { value: 0.4, low: null, high: null, n: 90 },
    behind: { value: 0.2, low: 0.1, high: 0.3, n: 90 },
  },
];

it('the picture of scores has a point for each, and its interval where there is one', () => {
  const elements = readMarkup(scoreDrawing(rows, (colour) => colour).content);
  expect(elements.filter(({ name }) => name === 'path')).toHaveLength(2);
  expect(elements.filter(({ attributes }) => attributes.includes('stroke-width="9"'))).toHaveLength(1);
  expect(elements.map(({ text }) => text)).toEqual(
    expect.arrayContaining(['other &lt;b&gt;', '60.0', '50.0 to 70.0', 'no interval']),
  );
});

it('the table of scores has the difference to self beside each', () => {
  expect(scoreTable(rows, 'right').rows).toEqual([
    ['a.self', 'self', 'right', 0.6, 0.5, 0.7, 90, null, null, null],
    ['a.other', 'other <b>', 'right', 0.4, null, null, 90, 0.2, 0.1, 0.3],
  ]);
});
