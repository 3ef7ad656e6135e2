import { describe, expect, it } from 'vitest';
import { Random } from '@/lib/random';
import type { NotedRow } from './corpus';
import { topIds } from '../outcome';
import { exemplarsOf, rowStarts } from './exemplars';
import { similarDirections } from './similar';

const at = (...degrees: number[]) =>
  degrees.map((d) => new Float32Array([Math.cos((d * Math.PI) / 180), Math.sin((d * Math.PI) / 180)]));

describe('similar directions', () => {
  it('are twins above a cosine of .7, and twins of twins are of one cluster', () => {
    // 0, 40, 80 and 120 degrees: each is near the next alone.
    const { clusters, neighbours } = similarDirections(at(0, 120, 40, 200, 80), Array(5).fill('a'), 2);
    expect(clusters).toEqual([0, 0, 0, 3, 0]);
    expect(neighbours[0]!.map(({ index }) => index)).toEqual([2, 4]);
    expect(neighbours[0]![0]!.cosine).toBeCloseTo(Math.cos((40 * Math.PI) / 180), 5);
  });

  it('are the nearest of the same site and the nearest of all others, by cosine', () => {
    const { neighbours } = similarDirections(at(0, 10, 25, 30, 40), ['a', 'b', 'b', 'a', 'a'], 1);
    expect(neighbours[0]!.map(({ index }) => index)).toEqual([1, 3]);
    expect(neighbours[1]!.map(({ index }) => index)).toEqual([0, 2]);
  });

  it('are each alone where none is near', () => {
    expect(similarDirections(at(0, 90, 180, 270), Array(4).fill('a')).clusters).toEqual([0, 1, 2, 3]);
  });

  it('are found by size, the first of equals first', () => {
    expect(topIds(new Float32Array([1, 3, 2, 3]), 3)).toEqual([1, 3, 2]);
    expect(topIds(new Float32Array([1]), 3)).toEqual([0]);
  });
});

describe('exemplars', () => {
  const row = (text: string): NotedRow => {
    const pieces = ['<bos>', ...text.split(/(?= )/)];
    return { ids: pieces.map((_, i) => i), pieces, concepts: pieces.map(() => ['in a test']) };
  };
  const rows = [row(' one two three'), row(' four five'), row(' six seven eight nine')];
  const starts = rowStarts(rows);

  it('show the strongest tokens in the rows where they stand, strongest first', () => {
    expect([...starts]).toEqual([0, 3, 5, 9]);
    const firing = { tokens: Int32Array.from([1, 4, 5, 8]), values: Float32Array.from([1, 4, 2, 3]) };
    const { top, samples } = exemplarsOf(rows, starts, firing, new Random(1));
    expect(top.map(({ tokens, at: index }) => tokens[index])).toEqual([' five', ' nine', ' six', ' two']);
    expect(top[1]).toEqual({
      tokens: [' six', ' seven', ' eight', ' nine'],
      activations: [2, 0, 0, 3],
      at: 3,
      notes: [['in a test', 0, 4]],
    });
    expect(samples.map((some) => some.map(({ tokens, at: index }) => tokens[index]))).toEqual([
      [' five'],
      [' nine'],
      [' six'],
      [' two'],
    ]);
  });
});
