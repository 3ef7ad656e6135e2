import { bisectRight, maxIndex } from 'd3-array';
import type { Span } from '@/lib/measure/ablate';
import { placeKey, type Place } from '@/lib/task/task';

/** What of a text is left out at a time. */
export const UNITS = ['tokens', 'words', 'sentences'] as const;
export type Unit = (typeof UNITS)[number];

export const sameSpan = (a: Span, b: Span): boolean => a.from === b.from && a.to === b.to;

/** The span as addresses, links and answers know it. */
export const placeOf = ({ from, to }: Span): Place => ({ from, to });

/** The span of a place; null where it names none. */
export const spanAt = ({ from, to }: Place): Span | null =>
  from === undefined || to === undefined ? null : { from, to };

/** Key of a span in maps. */
export const spanKey = (span: Span): string => placeKey(placeOf(span));

/** Whether a span can be left out of a text of so many tokens: it lies in it, and something is left to read. */
export const canLeaveOut = ({ from, to }: Span, tokens: number): boolean =>
  from >= 0 && from < to && to <= tokens && to - from < tokens;

/** A chosen span, and the end of it that moves when it is made longer or shorter. */
export interface Chosen {
  span: Span;
  moving: 'from' | 'to';
}

/** The unit that holds a token. `units` lie one after another and begin with the text. */
export const unitOf = (units: readonly Span[], token: number): number =>
  Math.max(
    0,
    bisectRight(
      units.map(({ from }) => from),
      token,
    ) - 1,
  );

/** Units at the ends of what is chosen: the one that keeps its place, and the one that moves and has the focus. */
export function endsOf({ span, moving }: Chosen, units: readonly Span[]): { anchor: number; head: number } {
  const [first, last] = [unitOf(units, span.from), unitOf(units, span.to - 1)];
  return moving === 'to' ? { anchor: first, head: last } : { anchor: last, head: first };
}

/** The units from one to another; null where that is the whole text, of which nothing would be left. */
export function between(anchor: number, head: number, units: readonly Span[]): Chosen | null {
  const [first, last] = [units[Math.min(anchor, head)], units[Math.max(anchor, head)]];
  const text = units.at(-1);
  if (!first || !last || !text) return null;
  const span = { from: first.from, to: last.to };
  return canLeaveOut(span, text.to) ? { span, moving: head < anchor ? 'from' : 'to' } : null;
}

/** Where the ends of a unit lie on the screen, in pixels. */
export interface Box {
  top: number;
  left: number;
  right: number;
}

/** The unit that a key leads to from another, or null when the key does not move. Movement stops at the edges. */
export function stepFrom(head: number, key: string, boxes: readonly Box[]): number | null {
  const last = boxes.length - 1;
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, head - 1);
    case 'ArrowRight':
      return Math.min(last, head + 1);
    case 'ArrowUp':
      return onNextLine(head, -1, boxes);
    case 'ArrowDown':
      return onNextLine(head, 1, boxes);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}

/** The unit of the line above or below that shares most of its width with one, or lies nearest; itself on the last line. */
function onNextLine(head: number, direction: 1 | -1, boxes: readonly Box[]): number {
  const here = boxes[head];
  if (!here) return head;
  const beyond = boxes.map(({ top }) => (top - here.top) * direction).filter((distance) => distance > 1);
  const line = Math.min(...beyond);
  const best = maxIndex(boxes, ({ top, left, right }) =>
    Math.abs((top - here.top) * direction - line) <= 1
      ? Math.min(right, here.right) - Math.max(left, here.left)
      : undefined,
  );
  return best < 0 ? head : best;
}
