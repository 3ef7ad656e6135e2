import { element, escapeMarkup } from './markup';

/** A colour as style sheets name it, such as `var(--ink)`, resolved in the theme of the page. */
export type Paint = (colour: string) => string;

/** Markup of SVG with the room it takes, in pixels. */
export interface Drawing {
  width: number;
  height: number;
  content: string;
}

const SANS = "'Source Sans 3', system-ui, 'Segoe UI', Roboto, sans-serif";
const MONO = "'JetBrains Mono', ui-monospace, Menlo, Consolas, monospace";

/** Advance of a letter of the mono typeface, as a share of its size. */
const ADVANCE = 0.6;

/** Width of so many letters of the mono typeface. */
export const monoWidth = (text: string, size: number): number => [...text].length * ADVANCE * size;

interface Written {
  x: number;
  /** Of the baseline. */
  y: number;
  fill: string;
  size?: number;
  weight?: number;
  anchor?: 'middle' | 'end';
  mono?: boolean;
  /** Width that it has to fit into, whatever typeface the viewer has. */
  fit?: number;
}

/** A line of text. */
export function write(
  text: string,
  { x, y, fill, size = 12, weight, anchor, mono = false, fit }: Written,
): string {
  return element(
    'text',
    {
      x,
      y,
      fill,
      'font-family': mono ? MONO : SANS,
      'font-size': size,
      'font-weight': weight,
      'text-anchor': anchor,
      textLength: fit,
      lengthAdjust: fit === undefined ? undefined : 'spacingAndGlyphs',
    },
    escapeMarkup(text),
  );
}

/** Cuts a text to what has room for it, in letters of the mono typeface. */
export function cut(text: string, width: number, size: number): string {
  const most = Math.max(1, Math.floor(width / (ADVANCE * size)));
  const letters = [...text];
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : text;
}

/** A drawing set lower and to the right. */
export const moved = (content: string, x: number, y: number): string =>
  element('g', { transform: `translate(${x} ${y})` }, content);

/** A ramp of colours with both ends of its domain, right-aligned. */
export function rampOf(
  colours: readonly string[],
  ends: readonly [string, string],
  { right, y, fill }: { right: number; y: number; fill: string },
): string {
  const step = 14;
  const end = right - monoWidth(ends[1], 11) - 6;
  const start = end - step * colours.length;
  return [
    write(ends[0], { x: start - 6, y: y + 9, fill, size: 11, anchor: 'end' }),
    ...colours.map((colour, i) =>
      element('rect', { x: start + step * i, y, width: step, height: 10, fill: colour }),
    ),
    write(ends[1], { x: right, y: y + 9, fill, size: 11, anchor: 'end' }),
  ].join('');
}
