import { describe, expect, it } from 'vitest';
import { letterKey, outputWord, visibleToken } from './token-text';

describe('token text', () => {
  it('shows the white space of a token', () => {
    expect(visibleToken(' Tower')).toBe('·Tower');
    expect(visibleToken('\n')).toBe('↵');
  });

  it('writes an output word without its leading space, but never as nothing', () => {
    expect(outputWord(' Rome')).toBe('Rome');
    expect(outputWord(' ')).toBe('·');
    expect(outputWord('')).toBe('∅');
  });

  it('gives each word its own letter', () => {
    expect([...letterKey(['Rome', 'Milan', 'Riga', 'Rome'])]).toEqual([
      ['Rome', 'R'],
      ['Milan', 'M'],
      ['Riga', 'R2'],
    ]);
  });
});
