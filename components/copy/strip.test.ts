import { describe, expect, it } from 'vitest';
import { readMarkup } from '@/test/support/well-formed';
import { layTokens, written } from './strip';

const lay = (tokens: string[], width: number, lines: number[] = []) =>
  layTokens(tokens, { width, leading: 30, lines: new Set(lines) });

describe('tokens in lines', () => {
  it('break before a word that does not fit, and never within one', () => {
    const { laid, height } = lay([' The', ' capi', 'tal', ' of'], 70);
    expect(laid.map(({ text, y }) => [text, y])).toEqual([
      ['The', 0],
      ['capi', 30],
      ['tal', 30],
      ['of', 60],
    ]);
    expect(height).toBe(90);
  });

  it('begin where a line does, and after a line break', () => {
    expect(lay([' a', ' b', '\n', 'c'], 600, [1]).laid.map(({ text, x, y }) => [text, x, y])).toEqual([
      ['a', 0, 0],
      ['b', 0, 30],
      ['↵', 7.8, 30],
      ['c', 0, 60],
    ]);
  });

  it('are drawn as text, the space before them left free', () => {
    const [, token] = lay([' a', ' <b>'], 600).laid;
    const [text] = readMarkup(written(token!, 'black'));
    expect(text).toMatchObject({ name: 'text', text: '&lt;b&gt;' });
    expect(text!.attributes).toContain('x="15.6"');
    expect(written({ ...token!, text: ' ' }, 'black')).toBe('');
  });
});
