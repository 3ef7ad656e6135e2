import { monoWidth, write } from './drawing';

/** A token in its place in a drawing; `y` is the top of its line. */
export interface LaidToken {
  at: number;
  text: string;
  x: number;
  y: number;
  width: number;
}

const SIZE = 13;
/** Height of the ground of a token. */
export const TOKEN_HEIGHT = 20;

/**
 * Tokens as running text in lines that fit a width, which break before words, and where `lines` says that one begins. Widths
 * are those of the mono typeface; `written` makes any other fit.
 */
export function layTokens(
  tokens: readonly string[],
  { width, leading, lines = new Set() }: { width: number; leading: number; lines?: ReadonlySet<number> },
): { laid: LaidToken[]; height: number } {
  const laid: LaidToken[] = [];
  let [x, y] = [0, 0];
  const breakLine = () => ([x, y] = [0, y + leading]);
  tokens.forEach((token, at) => {
    const begins = at === 0 || lines.has(at);
    if (at > 0 && lines.has(at)) breakLine();
    else if (x > 0 && /^\s/.test(token) && x + monoWidth(wordAt(tokens, at), SIZE) > width) breakLine();
    const text = shown(begins || x === 0 ? token.replace(/^ /, '') : token);
    laid.push({ at, text, x, y, width: monoWidth(text, SIZE) });
    x += monoWidth(text, SIZE);
    if (token.includes('\n')) breakLine();
  });
  return { laid, height: y + leading };
}

/** A token with those after it that go on with its word. */
function wordAt(tokens: readonly string[], at: number): string {
  const next = tokens.findIndex((token, i) => i > at && /^\s/.test(token));
  return tokens.slice(at, next < 0 ? undefined : next).join('');
}

const shown = (token: string): string => token.replace(/\n/g, '↵').replace(/\t/g, '⇥');

/** The letters of a token in its place. */
export function written({ text, x, y }: LaidToken, fill: string): string {
  const word = text.trim();
  if (word === '') return '';
  const before = monoWidth(text.slice(0, text.indexOf(word)), SIZE);
  return write(word, { x: x + before, y: y + 14, fill, size: SIZE, mono: true, fit: monoWidth(word, SIZE) });
}
