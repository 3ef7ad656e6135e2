import { describe, expect, it } from 'vitest';
import { isPlainJson } from './plain-text';
import { plainText, shownText } from './text-schema';

describe('plain text', () => {
  it.each(['', 'Zürich', '日本語', '𝒳 and 🙂', 'two\nlines', '\u{10FFFF}'])('takes %j', (text) => {
    expect(plainText.parse(text)).toBe(text);
  });

  it.each(['a\0b', '\ud800', 'x\udfff', '\udc00\ud800'])('refuses %j', (text) => {
    expect(plainText.safeParse(text).success).toBe(false);
  });

  it('is looked for at every depth of a JSON value', () => {
    expect(isPlainJson({ a: [{ b: 'text' }, null, 1, true] })).toBe(true);
    expect(isPlainJson({ a: [{ b: 'a\0' }] })).toBe(false);
    expect(isPlainJson([{ '\ud800': 1 }])).toBe(false);
  });
});

describe('text that is shown to others', () => {
  it.each(['Việt Nam', 'e\u0301\u0302\u0303', 'שָׁלוֹם', 'ที่นี่', '👨‍👩‍👧‍👦'])('takes %j', (text) => {
    expect(shownText.parse(text)).toBe(text);
  });

  it('refuses marks stacked on a letter', () => {
    expect(shownText.safeParse(`Z${'\u0335\u0321'.repeat(20)}`).success).toBe(false);
  });
});
