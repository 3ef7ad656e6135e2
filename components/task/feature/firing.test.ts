import { describe, expect, it } from 'vitest';
import { largestOf, stepIn, strengthOf, textOf, variety } from './firing';

const exemplar = (tokens: string[], activations: number[], at: number) => ({ tokens, activations, at });
const rome = exemplar([' to', ' Rome', ' and'], [0, 9.4, 0.2], 1);
const lima = exemplar([' Lima', '.'], [7, 0], 0);

describe('texts on which a feature fires', () => {
  it('have one scale, that of all of them', () => {
    const quarter = exemplar([' a', ' b'], [1, 11], 0);
    expect(largestOf({ top: [rome, lima], samples: [[quarter]] })).toBe(11);
    expect(largestOf({ top: [], samples: [] })).toBe(0);
  });

  it('are shown for one of their tokens, whose activation stands beside them', () => {
    expect([rome, lima].map(strengthOf)).toEqual([9.4, 7]);
    expect(strengthOf(exemplar([], [], 0))).toBe(0);
  });

  it('show more the more different tokens it fires on', () => {
    const again = exemplar(['In', ' ROME'], [0, 5], 1);
    expect(variety({ top: [rome, again, lima] })).toBe(2);
  });

  it('begin a text of one’s own without the space before them', () => {
    expect(textOf(rome)).toBe('to Rome and');
  });
});

describe('the token that a key leads to', () => {
  const lengths = [3, 1, 2];
  const at = (row: number, token: number) => ({ row, token });

  it.each([
    ['ArrowRight', at(0, 0), at(0, 1)],
    ['ArrowRight', at(0, 2), at(1, 0)],
    ['ArrowRight', at(2, 1), at(2, 1)],
    ['ArrowLeft', at(2, 0), at(1, 0)],
    ['ArrowLeft', at(1, 0), at(0, 2)],
    ['ArrowLeft', at(0, 0), at(0, 0)],
    ['ArrowDown', at(0, 2), at(1, 0)],
    ['ArrowDown', at(2, 1), at(2, 1)],
    ['ArrowUp', at(2, 1), at(1, 0)],
    ['Home', at(0, 2), at(0, 0)],
    ['End', at(0, 0), at(0, 2)],
  ])('%s from %o is %o', (key, from, to) => {
    expect(stepIn(lengths, from, key)).toEqual(to);
  });

  it('is none for a key that moves nothing', () => {
    expect(stepIn(lengths, at(0, 0), 'j')).toBeNull();
  });
});
