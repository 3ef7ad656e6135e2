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
  const cursor = new Cursor(units);
  const joined = pieces.map((piece) => piece.text).join('');
  // Of several spaces at the beginning it is the first that was added.
  let added = joined === ` ${units.map((unit) => unit.text).join('')}`;
  const spans = pieces.map((piece, i): Span => {
    const start = cursor.at;
    if (piece.unknown && !cursor.rest.startsWith(piece.text)) cursor.passUnknown(pieces[i + 1]);
    else
      for (const character of piece.text) {
        if (!added && !cursor.take(character) && character !== ' ')
          throw unaligned(text, cursor.at, character);
        added = false;
      }
    return [start, cursor.at];
  });
  if (!cursor.done) throw unaligned(text, cursor.at, '');
  const last = spans.at(-1);
  if (last) last[1] = text.length;
  return spans;
}

/** How much of a text has been found again. */
class Cursor {
  private next = 0;
  /** How much has come of the next unit's text. */
  private within = 0;

  constructor(private readonly units: readonly Unit[]) {}

  /** Where the text goes on. */
  get at(): number {
    return this.next === 0 ? 0 : this.units[this.next - 1]!.end;
  }

  /** What is still to come of the next unit. */
  get rest(): string {
    return this.units[this.next]?.text.slice(this.within) ?? '';
  }

  /** Whether nothing but space is left. */
  get done(): boolean {
    return this.within === 0 && this.units.slice(this.next).every((unit) => unit.text.trim() === '');
  }

  /** Takes the character if the text goes on with it, and says whether it does. */
  take(character: string): boolean {
    const from = this.next;
    // Dropped space is passed over on the way to what is looked for; a space that is not there was added instead.
    if (character !== ' ' && this.within === 0)
      while (!this.rest.startsWith(character) && /^\s+$/.test(this.rest)) this.next++;
    if (!this.rest.startsWith(character)) {
      this.next = from;
      return false;
    }
    this.within += character.length;
    if (this.rest === '') this.pass();
    return true;
  }

  /** Passes what is not in the vocabulary: up to where the next token begins, or one unit where that is unknown too. */
  passUnknown(following: Piece | undefined): void {
    this.pass();
    if (following?.unknown) return;
    while (this.rest !== '' && !(following && this.rest.startsWith(following.text.slice(0, 1)))) this.pass();
  }

  private pass(): void {
    if (this.next < this.units.length) this.next++;
    this.within = 0;
  }
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
    `the tokenizer changes the text at ${place} to ${JSON.stringify(instead)}, which cannot be mapped back to it`,
  );
}
