import type { Copyable } from './copyable';
import { moved, type Paint, write } from './drawing';
import { element, escapeMarkup } from './markup';

/** A picture that stands by itself: SVG with its size in pixels. */
export interface Figure {
  width: number;
  height: number;
  svg: string;
}

const MARGIN = 20;
const NARROWEST = 420;
/** Width of a letter of the sans typeface, as a share of its size, with room to spare. */
const LETTER = 0.54;

/** Breaks a text between words into lines that fit. */
export function linesOf(text: string, width: number, size: number): string[] {
  const most = Math.floor(width / (LETTER * size));
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/**
 * What a page draws, with what it shows above and what it was measured by below, so that a picture says what it is wherever it
 * ends up. Colours are resolved: nothing outside of it is needed.
 *
 * @param site of which the address is named
 */
export function figureOf(what: Copyable, site: string, paint: Paint): Figure {
  const drawing = what.draw(paint);
  const inner = Math.max(NARROWEST, drawing.width);
  const width = inner + 2 * MARGIN;
  const parts: string[] = [];
  let y = MARGIN;
  const say = (text: string, size: number, style: { fill: string; weight?: number }) => {
    for (const line of linesOf(text, inner, size)) {
      y += Math.round(size * 1.35);
      parts.push(write(line, { x: MARGIN, y, size, ...style }));
    }
  };
  say(what.title, 16, { fill: paint('var(--ink)'), weight: 640 });
  say(what.measured, 13, { fill: paint('var(--ink-2)') });
  y += 14;
  parts.push(moved(drawing.content, MARGIN, y));
  y += drawing.height + 6;
  say(`Mirrorscope, ${what.source}, ${site}${what.page}`, 11, { fill: paint('var(--ink-3)') });
  const height = Math.ceil(y + MARGIN);
  const svg = element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: 'img',
    },
    element('title', {}, escapeMarkup(what.title)),
    element('desc', {}, escapeMarkup(what.measured)),
    element('rect', { width, height, fill: paint('var(--paper)') }),
    ...parts,
  );
  return { width, height, svg };
}
