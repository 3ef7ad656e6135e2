import { expect, it } from 'vitest';
import { readMarkup } from '@/test/support/well-formed';
import type { FeatureDetail } from '@/lib/measure/features/record';
import { firingDrawing, firingTable } from './figure';

const top = [
  { tokens: [' to', ' R&D', '.'], activations: [0, 8, 1], at: 1 },
  { tokens: [' a'], activations: [2], at: 0 },
];
const detail = {
  density: 0.1,
  top,
  samples: [],
  promoted: [],
  suppressed: [],
  neighbours: [],
} as FeatureDetail;

it('the picture of a feature has its texts, each with the activation that it was chosen for', () => {
  const texts = readMarkup(firingDrawing(detail, () => 'black').content).map(({ text }) => text);
  expect(texts).toEqual(expect.arrayContaining(['8.00', 'R&amp;D', '2.00', 'activation 0']));
});

it('the table of a feature has a row for each token of its texts', () => {
  expect(firingTable(detail).rows).toEqual([
    [1, 0, ' to', 0, false],
    [1, 1, ' R&D', 8, true],
    [1, 2, '.', 1, false],
    [2, 0, ' a', 2, true],
  ]);
});
