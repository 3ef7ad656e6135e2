import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '@/lib/random';
import type { AskedCell } from '@/lib/task/task';
import { balance, cellsOf, type Weighed } from './balance';

interface Item extends Weighed {
  id: number;
}

/** Items of a cell and group, a number of each side; each has an answer of its own unless given. */
function items(
  counts: readonly (readonly [cell: string, group: string, side: string, count: number, answer?: string])[],
): Item[] {
  let id = 0;
  return counts
    .flatMap(([cell, group, side, count, answer]) =>
      Array.from({ length: count }, () => ({ cell, group, side, id, answer: answer ?? `answer ${id++}` })),
    )
    .map((item, i) => ({ ...item, id: i }));
}

const sides = (...cells: string[]): AskedCell[] => cells.map((cell) => ({ set: '', cell, even: 'sides' }));
const count = (kept: readonly Item[], of: Partial<Item>) =>
  kept.filter((item) => Object.entries(of).every(([key, value]) => item[key as keyof Item] === value)).length;

describe('balancing', () => {
  it('draws as many of one side as of another in each cell and group, no more than asked for, and none twice', () => {
    const bin = fc.record({
      cell: fc.constantFrom('a', 'b', 'c'),
      group: fc.constantFrom('x', 'y'),
      side: fc.constantFrom('changed', 'unchanged'),
      n: fc.nat({ max: 40 }),
    });
    fc.assert(
      fc.property(
        fc.array(bin, { maxLength: 12 }),
        fc.nat({ max: 150 }),
        fc.integer(),
        (bins, wanted, seed) => {
          const all = items(bins.map(({ cell, group, side, n }) => [cell, group, side, n] as const));
          const { items: kept, cells } = balance(all, wanted, new Random(seed), sides('a', 'b', 'c'));
          expect(kept.length).toBeLessThanOrEqual(wanted);
          expect(new Set(kept.map(({ id }) => id)).size).toBe(kept.length);
          for (const cell of ['a', 'b', 'c']) {
            for (const group of ['x', 'y'])
              expect(count(kept, { cell, group, side: 'changed' })).toBe(
                count(kept, { cell, group, side: 'unchanged' }),
              );
            const report = cells.find((own) => own.cell === cell)!;
            expect(report.raw).toBe(count(all, { cell }));
            expect(report.sides.changed ?? 0).toBe(count(all, { cell, side: 'changed' }));
            expect(report.kept).toBe(count(kept, { cell }));
          }
        },
      ),
    );
  });

  it('leaves out a group that has one side alone: it would give the side away', () => {
    const all = items([
      ['a', 'currency', 'changed', 10],
      ['a', 'currency', 'unchanged', 6],
      ['a', 'capital', 'changed', 30],
    ]);
    const { items: kept } = balance(all, 100, new Random(1), sides('a'));
    expect(count(kept, { group: 'capital' })).toBe(0);
    expect(count(kept, { side: 'changed' })).toBe(6);
    expect(kept).toHaveLength(12);
  });

  it('keeps in cells of one side no answer more often than twice the middle one', () => {
    const all = items([
      ['a', 'continent', 'changed', 90, 'Africa'],
      ['a', 'continent', 'changed', 10, 'Asia'],
      ['a', 'continent', 'changed', 4, 'Europe'],
    ]);
    const { items: kept } = balance(all, 1000, new Random(1), [{ set: '', cell: 'a', even: 'answers' }]);
    expect(['Africa', 'Asia', 'Europe'].map((answer) => count(kept, { answer }))).toEqual([20, 10, 4]);
  });

  it('asks about the cells that it is given, and evens out the sets apart', () => {
    const all = [
      ...items([
        ['a', '', 'changed', 5],
        ['a', '', 'unchanged', 5],
      ]).map((item) => ({ ...item, set: 'one' })),
      ...items([
        ['a', '', 'changed', 50],
        ['b', '', 'changed', 50],
      ]).map((item) => ({ ...item, set: 'two' })),
    ];
    const { items: kept, cells } = balance(all, 20, new Random(1), [
      { set: 'one', cell: 'a', even: 'sides' },
      { set: 'two', cell: 'a', even: 'answers' },
    ]);
    expect(cells.map(({ set, cell, kept: n }) => [set, cell, n])).toEqual([
      ['one', 'a', 10],
      ['two', 'a', 10],
    ]);
    expect(count(kept, { cell: 'b' })).toBe(0);
  });

  it('takes all of a small cell and the same from the larger ones', () => {
    const cell = (name: string, changed: number, unchanged: number) => [
      [name, '', 'changed', changed] as const,
      [name, '', 'unchanged', unchanged] as const,
    ];
    const all = items([...cell('a', 5, 9), ...cell('b', 50, 80), ...cell('c', 60, 30)]);
    const { cells } = balance(all, 70, new Random(1), sides('a', 'b', 'c'));
    expect(cells.map(({ cell: name, kept }) => [name, kept])).toEqual([
      ['a', 10],
      ['b', 30],
      ['c', 30],
    ]);
    expect(balance(all, 10_000, new Random(1), sides('a', 'b', 'c')).items).toHaveLength(10 + 100 + 60);
  });

  it('draws by the generator alone', () => {
    const all = items([
      ['a', '', 'changed', 30],
      ['a', '', 'unchanged', 30],
    ]);
    const draw = (seed: number) => balance(all, 40, new Random(seed), sides('a')).items.map(({ id }) => id);
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });
});

describe('the cells of training questions', () => {
  it('are those whose rarer side is no rarer than 6%', () => {
    const all = items([
      ['rare', '', 'changed', 5],
      ['rare', '', 'unchanged', 95],
      ['enough', '', 'changed', 6],
      ['enough', '', 'unchanged', 94],
      ['one', '', 'changed', 50],
    ]);
    expect(cellsOf(all)).toEqual(sides('enough'));
  });
});
