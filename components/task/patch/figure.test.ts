import { expect, it } from 'vitest';
import { tableText } from '@/components/copy/table';
import { readMarkup } from '@/test/support/well-formed';
import type { Sweep, SweepCell } from '@/lib/task/patch/body';
import { mapDrawing, mapTable } from './figure';

const cell = (output: string, effect: number): SweepCell => ({
  output,
  changed: output !== ' x',
  effect,
  top: [],
});

const sweep: Sweep = {
  tokens: ['The', ' <b>'],
  sourceTokens: ['The'],
  alignment: [0, null],
  layers: [0, 1],
  original: { output: ' x', top: [] },
  sourceOutcome: { output: ' R&D', top: [] },
  cells: [
    [cell(' x', 0), null],
    [cell(' R&D', 3), null],
  ],
};
const paint = (colour: string) => colour.replace('var(--', '').replace(')', '');

it('the picture of a map has the colour of each cell, the new word where it changes, and a frame on the chosen one', () => {
  const elements = readMarkup(mapDrawing(sweep, { layer: 1, to: 1, position: 0 }, paint).content);
  const cells = elements.filter(({ name, attributes }) => name === 'rect' && attributes.includes('rx='));
  const fills = cells.map(({ attributes }) => /fill="(.*?)"/.exec(attributes)![1]);
  // From the top layer down: changed, its frame, not measured; unchanged, not measured.
  expect(fills).toEqual(['seq-8', 'none', 'none', 'seq-0', 'none']);
  expect(elements.map(({ text }) => text)).toEqual(
    expect.arrayContaining(['R&amp;D', '·&lt;b&gt;', 'L1', 'embed']),
  );
});

it('the table of a map has a row for each cell, the top layer first', () => {
  expect(tableText(mapTable(sweep)).split('\r\n')).toEqual([
    'layer,position,token,source token,output,changed,"effect, nats"',
    '1,0,The,The, R&D,true,3',
    '1,1, <b>,,,,',
    '0,0,The,The, x,false,0',
    '0,1, <b>,,,,',
    '',
  ]);
});
