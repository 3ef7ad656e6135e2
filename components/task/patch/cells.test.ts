import { describe, expect, it } from 'vitest';
import type { Sweep, SweepCell } from '@/lib/task/patch/body';
import {
  blockAt,
  cellAt,
  columnWidths,
  extended,
  isQuestion,
  largestEffect,
  meanEffect,
  onMap,
  questionBlock,
  strongestCell,
  truthAt,
} from './cells';

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
    expect(onMap(sweep, { layer: 0, to: 1, position: 2 })).toBe(true);
    expect(onMap(sweep, { layer: 1, to: 2, position: 0 })).toBe(false);
    expect(onMap(sweep, { layer: 1, to: 1, position: 3 })).toBe(false);
  });

  it('gives each column the room of what stands in it, within bounds', () => {
    expect(columnWidths(sweep)).toEqual([3, 8, 3]);
    const long = { ...sweep, tokens: ['a'.repeat(40), ' capital', ' of'] };
    expect(columnWidths(long)[0]).toBe(12);
  });

  it('finds the strongest cell and the end of the scale', () => {
    expect(largestEffect(sweep)).toBe(3);
    expect(strongestCell(sweep)).toEqual({ layer: 1, to: 1, position: 1 });
  });
});

describe('a place', () => {
  const body = { layers: [1, 2], position: 3 };

  it('is one token at one layer or at a block of them', () => {
    expect(blockAt({ layer: 1, to: 1, pos: 3 }, body)).toEqual({ layer: 1, to: 1, position: 3 });
    expect(blockAt({ layer: 0, to: 2, pos: 1 }, null)).toEqual({ layer: 0, to: 2, position: 1 });
    expect(blockAt({ layer: 1 }, body)).toBeNull();
  });

  it('of an earlier address, within the question’s block, is all of that block', () => {
    expect(blockAt({ layer: 2, pos: 3 }, body)).toEqual(questionBlock(body));
    expect(blockAt({ layer: 3, pos: 3 }, body)).toEqual({ layer: 3, to: 3, position: 3 });
    expect(blockAt({ layer: 2, pos: 3 }, null)).toEqual({ layer: 2, to: 2, position: 3 });
  });

  it('is the question’s own where it has all of its layers', () => {
    expect(isQuestion(body, { layer: 1, to: 2, position: 3 })).toBe(true);
    expect(isQuestion(body, { layer: 1, to: 1, position: 3 })).toBe(false);
  });

  it('grows by layers of the same token, to as many as explainers are asked about', () => {
    const chosen = { layer: 1, to: 2, position: 0 };
    expect(extended(chosen, { layer: 3, position: 0 })).toEqual({ layer: 1, to: 3, position: 0 });
    expect(extended(chosen, { layer: 0, position: 0 })).toEqual({ layer: 0, to: 2, position: 0 });
    expect(extended(chosen, { layer: 4, position: 0 })).toBeNull();
    expect(extended(chosen, { layer: 2, position: 1 })).toBeNull();
  });

  it('of several layers has a truth where it was measured', () => {
    const block = { layer: 0, to: 1, position: 1 };
    expect(truthAt(sweep, block)).toBeNull();
    const measured = { ...sweep, blocks: [{ ...block, ...cell(4) }] };
    expect(truthAt(measured, block)).toMatchObject({ changed: true, effect: 4, sourceOutput: ' y' });
  });
});
