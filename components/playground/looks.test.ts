import { expect, it } from 'vitest';
import type { SiteReading, Stream } from '@/lib/measure/stream';
import { endOf, largest, lookOf, widthsOf } from './looks';

const site = (token: string, probability: number, norm: number, entropy: number): SiteReading => ({
  lens: { output: token, top: [{ token, probability }] },
  norm,
  entropy,
});

const stream = {
  tokens: [' The', ' a'],
  sites: [[site(' x', 0.2, 3, 1)], [site(' twentieth', 0.9, 140.4, 5.2)]],
} as unknown as Stream;

it('a cell of the lens has the word, and its probability as colour; 1 is the end of the scale', () => {
  expect(largest('lens', [stream])).toBe(1);
  expect(lookOf('lens', site(' Paris', 0.99, 1, 1), 1)).toEqual({
    style: { background: 'var(--seq-8)', color: 'var(--on-seq-8)' },
    text: 'Paris',
    label: 'Paris, probability .99',
  });
});

it('a cell of a quantity has its figure, on a scale up to the largest of all maps', () => {
  expect(largest('norm', [stream, stream])).toBe(140.4);
  expect(endOf('norm', 140.4)).toBe('140');
  expect(endOf('entropy', 5.21)).toBe('5.2');
  expect(lookOf('norm', site(' x', 1, 3, 0), 140.4)).toMatchObject({ text: '3.0', label: 'norm 3.0' });
  expect(lookOf('entropy', site(' x', 1, 3, 5.2), 5.2)).toMatchObject({
    style: { background: 'var(--seq-8)' },
    label: 'entropy 5.2 nats',
  });
});

it('columns have room for words where words stand in them', () => {
  const square = { ...stream, sites: stream.sites.map((row) => [row[0]!, row[0]!]) };
  expect(widthsOf('norm', square)).toEqual([4, 3]);
  expect(widthsOf('lens', square)).toEqual([9, 9]);
});
