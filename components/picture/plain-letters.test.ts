import { describe, expect, it } from 'vitest';
import { plainLetters } from './plain-letters';

describe('the letters of a picture', () => {
  it('are those of the text where the typefaces have them', () => {
    expect(plainLetters('The capital of Łódź is “X” – no?', 99)).toBe('The capital of Łódź is “X” – no?');
  });

  it('are the nearest ones where they do not, and a question mark where there are none', () => {
    expect(plainLetters('ﬁre Ạ 東京 🙂', 99)).toBe('fire A ?? ?');
  });

  it('have a sign for the arrow of a change', () => {
    expect(plainLetters('Ohio → Massachusetts', 99)).toBe('Ohio › Massachusetts');
  });

  it('leave out what is not seen: marks that stack, directions, ends of lines', () => {
    expect(plainLetters(`a${'\u0301'.repeat(50)}b\u202ec\n\n d\u0000`, 99)).toBe('ábc d');
  });

  it('end in an ellipsis where there are more than fit', () => {
    expect(plainLetters('word '.repeat(1000), 12)).toBe('word word w…');
    // Cut between the halves of a code point, which leaves none of it.
    expect(plainLetters('😀'.repeat(100), 20)).toBe(`${'?'.repeat(19)}…`);
    expect(plainLetters('abc', 3)).toBe('abc');
  });
});
