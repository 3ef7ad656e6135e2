import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '@/lib/random';
import { balance } from './balance';

interface Item {
  cell: string;
  side: string;
  id: number;
}

/** Items of cells, each with a number of changed and unchanged ones. */
function items(cells: Record<string, [changed: number, unchanged: number]>): Item[] {
  let id = 0;
  return Object.entries(cells).flatMap(([cell, [changed, unchanged]]) => [
    ...Array.from({ length: changed }, () => ({ cell, side: 'changed', id: id++ })),
    ...Array.from({ length: unchanged }, () => ({ cell, side: 'unchanged', id: id++ })),
  ]);
}

const count = (kept: readonly Item[], cell: string, changed: boolean) =>
  kept.filter((item) => item.cell === cell && item.side === (changed ? 'changed' : 'unchanged')).length;

describe('balancing', () => {
  it('draws as many changed as unchanged in each cell, as many as asked for, and none twice', () => {
    const cell = fc.tuple(fc.nat({ max: 40 }), fc.nat({ max: 40 }));
    fc.assert(
      fc.property(
        fc.array(cell, { maxLength: 6 }),
        fc.nat({ max: 150 }),
        fc.integer(),
        (sizes, wanted, seed) => {
          const all = items(Object.fromEntries(sizes.map((size, i) => [`c${i}`, size])));
          const { items: kept, cells } = balance(all, wanted, new Random(seed));
          expect(kept.length).toBeLessThanOrEqual(wanted);
          expect(new Set(kept.map((item) => item.id)).size).toBe(kept.length);
          sizes.forEach(([changed, unchanged], i) => {
            const minority = Math.min(changed, unchanged);
            const each = count(kept, `c${i}`, true);
            expect(count(kept, `c${i}`, false)).toBe(each);
            expect(each).toBeLessThanOrEqual(minority);
            if (minority < 0.06 * (changed + unchanged)) expect(each).toBe(0);
          });
          for (const report of cells) {
            const { cell: name, raw, sides, kept: given } = report;
            expect(raw).toBe(all.filter((item) => item.cell === name).length);
            expect(sides.changed ?? 0).toBe(count(all, name, true));
            expect(given).toBe(2 * count(kept, name, true));
          }
        },
      ),
    );
  });

  it('drops a cell whose rarer verdict is rarer than 6%', () => {
    const { items: kept } = balance(items({ rare: [5, 95], enough: [6, 94] }), 100, new Random(1));
    expect(count(kept, 'rare', true)).toBe(0);
    expect(count(kept, 'enough', true)).toBe(6);
  });

  it('takes all of a small cell and the same from the larger ones', () => {
    const { cells } = balance(items({ a: [5, 9], b: [50, 80], c: [60, 30] }), 70, new Random(1));
    expect(cells.map(({ cell, kept }) => [cell, kept])).toEqual([
      ['a', 10],
      ['b', 30],
      ['c', 30],
    ]);
  });

  it('gives everything there is when that is less than asked for', () => {
    const { items: kept } = balance(items({ a: [3, 4], b: [2, 2] }), 1000, new Random(1));
    expect(kept).toHaveLength(10);
  });

  it('draws by the generator alone', () => {
    const draw = (seed: number) =>
      balance(items({ a: [30, 30], b: [30, 30] }), 40, new Random(seed)).items.map((item) => item.id);
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });
});
