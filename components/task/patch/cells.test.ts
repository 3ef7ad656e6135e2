import { describe, expect, it } from 'vitest';
import type { Sweep, SweepCell } from '@/lib/task/patch/body';
import { cellAt, columnWidths, largestEffect, meanEffect, onMap, strongestCell } from './cells';

const cell = (effect: number): SweepCell => ({ output: ' x', changed: effect > 1, effect, top: [] });

const sweep: Sweep = {
  tokens: ['The', ' capital', ' of'],
  sourceTokens: ['The', ' capital'],
  alignment: [0, 1, null],
  layers: [0, 1],
  original: { output: ' x', top: [] },
  sourceOutcome: { output: ' y', top: [] },
  cells: [
    [cell(0), cell(2), null],
    [cell(-1), cell(3), null],
  ],
};

describe('reading the map', () => {
  it('has no measurement where the source has no counterpart', () => {
    expect(cellAt(sweep, { layer: 1, position: 2 })).toBeNull();
    expect(meanEffect([null])).toBeNull();
    expect(meanEffect(sweep.cells[1] ?? [])).toBe(1);
  });

  it('knows its own bounds', () => {
    expect(onMap(sweep, { layer: 1, position: 2 })).toBe(true);
    expect(onMap(sweep, { layer: 2, position: 0 })).toBe(false);
    expect(onMap(sweep, { layer: 1, position: 3 })).toBe(false);
  });

  it('gives each column the room of what stands in it, within bounds', () => {
    expect(columnWidths(sweep)).toEqual([3, 8, 3]);
    const long = { ...sweep, tokens: ['a'.repeat(40), ' capital', ' of'] };
    expect(columnWidths(long)[0]).toBe(12);
  });

  it('finds the strongest cell and the end of the scale', () => {
    expect(largestEffect(sweep)).toBe(3);
    expect(strongestCell(sweep)).toEqual({ layer: 1, position: 1 });
  });
});
