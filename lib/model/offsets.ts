import type { UnicodeForm } from './token-bytes';

/** Where a token lies in a text: from its first UTF-16 unit to the one after its last. */
export type Span = [start: number, end: number];

/** The text of a token, and whether it is the stand-in for something that the vocabulary does not have. */
export interface Piece {
  text: string;
  unknown: boolean;
}

/** A part of the text that the tokenizer normalises by itself. */
interface Unit {
  /** What it becomes. */
  text: string;
  end: number;
}

/**
 * Where each token of a text lies in it. Spans follow on one another and together cover the text. A token that stands
 * for nothing of it (a space put before the first word, a part of a character that a later token completes) has an
 * empty span; space that the tokenizer drops belongs to the token after it.
 *
 * @param form the normal form into which the tokenizer brings the text
 * @throws Error when the tokenizer changes the text in another way
 */
export function alignPieces(text: string, pieces: readonly Piece[], form?: UnicodeForm): Span[] {
  const units = unitsOf(text, form);
  // The next unit, and how much of its text has come.
  let [next, within, at] = [0, 0, 0];
  const rest = () => units[next]?.text.slice(within) ?? '';
  const pass = () => {
    at = units[next]!.end;
    [next, within] = [next + 1, 0];
  };
  /** Whether the text goes on with this character; if so it is taken. */
  const take = (character: string): boolean => {
    const from = next;
    // Dropped space is passed over on the way to what is looked for; a space that is not there was added instead.
    while (within === 0 && character !== ' ' && !rest().startsWith(character) && /^\s+$/.test(rest())) next++;
    if (!rest().startsWith(character)) {
      next = from;
      return false;
    }
    within += character.length;
    if (rest() === '') pass();
    return true;
  };
  const joined = pieces.map((piece) => piece.text).join('');
  // Of several spaces at the beginning it is the first that was added.
  let added = joined === ` ${units.map((unit) => unit.text).join('')}`;
  const spans = pieces.map((piece): Span => {
    const start = at;
    if (piece.unknown && !rest().startsWith(piece.text)) pass();
    else
      for (const character of piece.text) {
        if (!added && !take(character) && character !== ' ') throw unaligned(text, at, character);
        added = false;
      }
    return [start, at];
  });
  if (within > 0 || units.slice(next).some((unit) => unit.text.trim() !== '')) throw unaligned(text, at, '');
  const last = spans.at(-1);
  if (last) last[1] = text.length;
  return spans;
}

function unitsOf(text: string, form: UnicodeForm | undefined): Unit[] {
  let end = 0;
  if (!form) return Array.from(text, (character) => ({ text: character, end: (end += character.length) }));
  // Normal forms join and reorder characters within what a reader sees as one.
  const segments = new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text);
  return Array.from(segments, ({ segment }) => ({
    text: segment.normalize(form),
    end: (end += segment.length),
  }));
}

function unaligned(text: string, at: number, instead: string): Error {
  const place = JSON.stringify(text.slice(at, at + 20));
  return new Error(
    `the tokenizer makes ${JSON.stringify(instead)} of the text at ${place}: it cannot be traced back`,
  );
}
