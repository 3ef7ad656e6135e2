import { describe, expect, it } from 'vitest';
import { between, canLeaveOut, endsOf, spanAt, stepFrom, unitOf, type Box, type Chosen } from './spans';

const tokens = [0, 1, 2, 3, 4].map((from) => ({ from, to: from + 1 }));
const words = [
  { from: 0, to: 2 },
  { from: 2, to: 3 },
  { from: 3, to: 5 },
];

describe('a span of a text', () => {
  it('can be left out where it lies in the text and leaves something of it', () => {
    expect(canLeaveOut({ from: 1, to: 3 }, 5)).toBe(true);
    expect(canLeaveOut({ from: 0, to: 5 }, 5)).toBe(false);
    expect(canLeaveOut({ from: 3, to: 3 }, 5)).toBe(false);
    expect(canLeaveOut({ from: 4, to: 6 }, 5)).toBe(false);
  });

  it('is named by both of its ends or not at all', () => {
    expect(spanAt({ from: 1, to: 2 })).toEqual({ from: 1, to: 2 });
    expect(spanAt({ from: 1 })).toBeNull();
    expect(spanAt({})).toBeNull();
  });

  it('belongs to the units that hold its tokens, however it was chosen', () => {
    expect([0, 1, 2, 3, 4].map((token) => unitOf(words, token))).toEqual([0, 0, 1, 2, 2]);
    expect(endsOf({ span: { from: 1, to: 4 }, moving: 'to' }, words)).toEqual({ anchor: 0, head: 2 });
    expect(endsOf({ span: { from: 1, to: 4 }, moving: 'from' }, words)).toEqual({ anchor: 2, head: 0 });
  });
});

describe('choosing a span', () => {
  it('goes from the unit that stays to the one that moves, in either direction', () => {
    expect(between(1, 3, tokens)).toEqual({ span: { from: 1, to: 4 }, moving: 'to' });
    expect(between(3, 1, tokens)).toEqual({ span: { from: 1, to: 4 }, moving: 'from' });
    expect(between(0, 1, words)).toEqual({ span: { from: 0, to: 3 }, moving: 'to' });
  });

  it('grows and shrinks again around the unit that stays', () => {
    const reach = ({ span, moving }: Chosen, by: number): Chosen => {
      const { anchor, head } = endsOf({ span, moving }, tokens);
      return between(anchor, head + by, tokens)!;
    };
    const longer = reach(reach(between(2, 2, tokens)!, 1), 1);
    expect(longer.span).toEqual({ from: 2, to: 5 });
    const back = reach(reach(reach(longer, -1), -1), -1);
    expect(back).toEqual({ span: { from: 1, to: 3 }, moving: 'from' });
  });

  it('never takes the whole text', () => {
    expect(between(0, 4, tokens)).toBeNull();
    expect(between(2, 0, words)).toBeNull();
    expect(between(0, 0, [{ from: 0, to: 5 }])).toBeNull();
  });
});

describe('moving over the text', () => {
  // Two lines: three units above, two below.
  const box = (top: number, left: number, right: number): Box => ({ top, left, right });
  const boxes = [box(0, 0, 40), box(0, 40, 60), box(0, 60, 130), box(30, 0, 70), box(30, 70, 90)];

  it('goes to the neighbours and the ends, and stops there', () => {
    expect(stepFrom(1, 'ArrowLeft', boxes)).toBe(0);
    expect(stepFrom(0, 'ArrowLeft', boxes)).toBe(0);
    expect(stepFrom(3, 'ArrowRight', boxes)).toBe(4);
    expect(stepFrom(4, 'ArrowRight', boxes)).toBe(4);
    expect(stepFrom(2, 'Home', boxes)).toBe(0);
    expect(stepFrom(2, 'End', boxes)).toBe(4);
  });

  it('goes to what stands above or below it', () => {
    expect(stepFrom(0, 'ArrowDown', boxes)).toBe(3);
    expect(stepFrom(2, 'ArrowDown', boxes)).toBe(4);
    expect(stepFrom(3, 'ArrowUp', boxes)).toBe(0);
    expect(stepFrom(0, 'ArrowUp', boxes)).toBe(0);
    expect(stepFrom(4, 'ArrowDown', boxes)).toBe(4);
  });

  it('leaves other keys to others', () => {
    expect(stepFrom(1, 'x', boxes)).toBeNull();
  });
});
