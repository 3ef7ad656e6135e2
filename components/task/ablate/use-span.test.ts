import { describe, expect, it } from 'vitest';
import { readSpan } from './use-span';

describe('the span of an address', () => {
  it('is read where it can be left out of the text', () => {
    expect(readSpan({ from: '3', to: '7' }, 12)).toEqual({ span: { from: 3, to: 7 }, stray: null });
  });

  it('may be missing, which is no fault', () => {
    expect(readSpan({ from: null, to: null }, 12)).toEqual({ span: null, stray: null });
  });

  it.each([
    ['3', null, 'from 3 to nowhere'],
    [null, '4', 'from nowhere to 4'],
    ['x', '4', 'from x to 4'],
    ['-1', '4', 'from -1 to 4'],
    ['1.5', '4', 'from 1.5 to 4'],
    ['7', '3', 'from 7 to 3'],
    ['3', '99', 'from 3 to 99'],
    ['0', '12', 'from 0 to 12'],
  ])('that is broken is no span and is named: %s to %s', (from, to, stray) => {
    expect(readSpan({ from, to }, 12)).toEqual({ span: null, stray });
  });
});
