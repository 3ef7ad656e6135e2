/**
 * Text as the typefaces of a picture have it. What they lack is set in its nearest letters, or as a question mark: a letter that no
 * font at hand draws would be looked for on the network.
 *
 * @param most code points; what is longer ends in an ellipsis
 */
export function plainLetters(text: string, most: number): string {
  // Nothing of what will not be seen is worked through.
  const points = [...text.slice(0, 4 * most).normalize('NFC')]
    .map(letter)
    .join('')
    .replace(/\s+/gu, ' ')
    .trim();
  const letters = [...points];
  return letters.length <= most && text.length <= 4 * most
    ? points
    : `${letters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}

/** ASCII, Latin-1, the letters of Latin Extended-A that both typefaces have, and the signs that the interface itself uses. */
const DRAWN = /^[\u0020-\u007e\u00a1-\u00ac\u00ae-\u017e–—‘’“”„†•…‹›€−]$/u;

/** Signs that the interface uses and the typefaces lack. */
const NEAREST: Readonly<Record<string, string>> = { '→': '›' };

function letter(point: string): string {
  if (DRAWN.test(point)) return point;
  if (/\s/u.test(point)) return ' ';
  if (/[\p{M}\p{C}]/u.test(point)) return '';
  if (NEAREST[point]) return NEAREST[point];
  const nearest = [...point.normalize('NFKD')].filter((part) => DRAWN.test(part)).join('');
  return nearest || '?';
}
