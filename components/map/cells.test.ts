import { describe, expect, it } from 'vitest';
import { columnWidth, isWithin, moveCell } from './cells';

const map = { layers: [0, 1], positions: 3 };

describe('moving over the map', () => {
  it('goes up to the next layer, because layers run upward', () => {
    expect(moveCell({ layer: 0, position: 1 }, 'ArrowUp', map)).toEqual({ layer: 1, position: 1 });
    expect(moveCell({ layer: 0, position: 1 }, 'ArrowDown', map)).toEqual({ layer: 0, position: 1 });
  });

  it('stops at the edges', () => {
    expect(moveCell({ layer: 1, position: 2 }, 'ArrowRight', map)).toEqual({ layer: 1, position: 2 });
    expect(moveCell({ layer: 1, position: 2 }, 'ArrowUp', map)).toEqual({ layer: 1, position: 2 });
  });

  it('reaches the ends by Home, End and the page keys', () => {
    expect(moveCell({ layer: 1, position: 1 }, 'Home', map)).toEqual({ layer: 1, position: 0 });
    expect(moveCell({ layer: 1, position: 1 }, 'End', map)).toEqual({ layer: 1, position: 2 });
    expect(moveCell({ layer: 0, position: 1 }, 'PageUp', map)).toEqual({ layer: 1, position: 1 });
    expect(moveCell({ layer: 1, position: 1 }, 'PageDown', map)).toEqual({ layer: 0, position: 1 });
  });

  it('leaves a block at the end that the key points to', () => {
    const tall = { layers: [0, 1, 2, 3], positions: 3 };
    const block = { layer: 1, to: 2, position: 1 };
    expect(moveCell(block, 'ArrowUp', tall)).toEqual({ layer: 3, position: 1 });
    expect(moveCell(block, 'ArrowDown', tall)).toEqual({ layer: 0, position: 1 });
    expect(moveCell(block, 'ArrowRight', tall)).toEqual({ layer: 1, position: 2 });
  });

  it('leaves other keys to others', () => {
    expect(moveCell({ layer: 1, position: 1 }, 'x', map)).toBeNull();
  });
});

it('a column is as wide as its longest text, within bounds', () => {
  expect(columnWidth(['a', ''])).toBe(3);
  expect(columnWidth([' capital', 'x'])).toBe(8);
  expect(columnWidth(['a'.repeat(40)])).toBe(12);
});

it('a cell is chosen by itself, or with a block of layers of its token', () => {
  const isIn = (layer: number, position = 1) =>
    isWithin({ layer, position }, { layer: 1, to: 2, position: 1 });
  expect([isIn(0), isIn(1), isIn(2), isIn(3), isIn(1, 0)]).toEqual([false, true, true, false, false]);
  expect(isWithin({ layer: 1, position: 1 }, { layer: 1, position: 1 })).toBe(true);
});
