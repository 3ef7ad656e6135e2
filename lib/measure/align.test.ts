import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignTokens } from './align';

/** Words as ids, and the alignment as words: `-` has no counterpart. */
function aligned(text: string, source: string): string {
  const words = new Map<string, number>();
  const ids = (s: string) =>
    s.split(' ').map((word) => words.get(word) ?? (words.set(word, words.size), words.size - 1));
  const sourceWords = source.split(' ');
  return alignTokens(ids(text), ids(source))
    .map((j) => (j === null ? '-' : sourceWords[j]))
    .join(' ');
}

describe('aligning two texts', () => {
  it.each([
    ['the same text', 'The capital of France is', 'The capital of France is', 'The capital of France is'],
    ['another subject', 'The capital of France is', 'The capital of Spain is', 'The capital of Spain is'],
    ['a longer subject', 'of France is', 'of New Zea land is', 'of land is'],
    ['a shorter subject', 'of New Zea land is', 'of France is', 'of - - France is'],
    ['subjects that share a piece', 'of A b C is', 'of X b Y is', 'of X b Y is'],
    [
      'another relation',
      'The capital of France is',
      'The continent of France is',
      'The continent of France is',
    ],
    [
      'both',
      'The capital of New Zea land is',
      'The continent of France is',
      'The continent of - - France is',
    ],
    ['nothing in common', 'a b', 'c d e', 'd e'],
    ['nothing in common, shorter', 'a b c', 'd', '- - d'],
    [
      'a repeated word',
      'the capital of the land is',
      'the capital of the sea is',
      'the capital of the sea is',
    ],
    ['words left over before the first anchor', 'x y the end', 'z the end', '- z the end'],
    ['words left over after the last anchor', 'the end x', 'the end y z', 'the end z'],
  ])('pairs %s', (_, text, source, expected) => {
    expect(aligned(text, source)).toBe(expected);
  });

  const tokens = fc.array(fc.nat({ max: 4 }), { maxLength: 12 });

  it('keeps the order and uses each source token once', () => {
    fc.assert(
      fc.property(tokens, tokens, (text, source) => {
        const alignment = alignTokens(text, source);
        expect(alignment).toHaveLength(text.length);
        const paired = alignment.filter((j) => j !== null);
        expect(paired).toEqual([...new Set(paired)].sort((a, b) => a - b));
        for (const j of paired) expect(source[j]).toBeDefined();
      }),
    );
  });

  it('pairs as many equal tokens as any order allows, and equal texts completely', () => {
    fc.assert(
      fc.property(tokens, tokens, (text, source) => {
        expect(alignTokens(text, text)).toEqual(text.map((_, i) => i));
        const equal = alignTokens(text, source).filter((j, i) => j !== null && source[j] === text[i]).length;
        expect(equal).toBeGreaterThanOrEqual(longestCommon(text, source));
      }),
    );
  });

  it('gives the last tokens to each other', () => {
    fc.assert(
      fc.property(tokens, tokens, (text, source) => {
        fc.pre(text.length > 0 && source.length > 0);
        expect(alignTokens([...text, 9], [...source, 9]).at(-1)).toBe(source.length);
      }),
    );
  });
});

/** Length of the longest common subsequence, by its recursive definition. */
function longestCommon(a: readonly number[], b: readonly number[]): number {
  const memo = new Map<number, number>();
  const from = (i: number, j: number): number => {
    if (i === a.length || j === b.length) return 0;
    const key = i * 100 + j;
    const known = memo.get(key);
    if (known !== undefined) return known;
    const value = a[i] === b[j] ? 1 + from(i + 1, j + 1) : Math.max(from(i + 1, j), from(i, j + 1));
    memo.set(key, value);
    return value;
  };
  return from(0, 0);
}
