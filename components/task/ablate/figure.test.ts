import { expect, it } from 'vitest';
import { readMarkup } from '@/test/support/well-formed';
import type { Attribution, Removal } from '@/lib/task/ablate/body';
import { attributionTable, stripDrawing } from './figure';

const removal = (from: number, to: number, effect: number, output = ' a'): Removal => ({
  span: { from, to },
  output,
  top: [],
  changed: output !== ' a',
  effect,
});
const detail: Attribution = {
  tokens: [' One', ' <two>', '.'],
  original: { output: ' a', top: [] },
  removals: {
    tokens: [removal(0, 1, 2, ' b'), removal(1, 2, -1), removal(2, 3, 0)],
    words: [removal(0, 1, 2), removal(1, 3, -1)],
    sentences: [],
  },
};
const paint = (colour: string) => colour.replace('var(--', '').replace(')', '');

it('the picture of a strip has a bar above what is for the answer and below what is against it', () => {
  const { content } = stripDrawing(detail, 'tokens', { from: 1, to: 2 }, paint);
  const elements = readMarkup(content);
  const fills = elements.flatMap(({ name, attributes }) =>
    name === 'rect' && attributes.includes(' y="') ? (/fill="(.*?)"/.exec(attributes)?.[1] ?? []) : [],
  );
  expect(fills.slice(0, 5)).toEqual(['div-p4', 'div-p4', 'div-n2', 'div-n4', 'div-0']);
  expect(elements.map(({ text }) => text)).toEqual(expect.arrayContaining(['&lt;two&gt;', '→ a']));
  // What is chosen is struck through, once.
  expect(elements.filter(({ name }) => name === 'path')).toHaveLength(1);
});

it('the table of a strip has a row for each part that was left out', () => {
  const { rows } = attributionTable(detail);
  expect(rows).toHaveLength(5);
  expect(rows[0]).toEqual(['tokens', 0, 1, ' One', ' b', true, 2]);
  expect(rows.at(-1)).toEqual(['words', 1, 3, ' <two>.', ' a', false, -1]);
});
