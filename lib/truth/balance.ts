import type { Random } from '@/lib/random';

/** What balancing needs to know of an item: its cell (layer x position type) and its verdict. */
export interface Balanceable {
  cell: string;
  changed: boolean;
}

/** A cell is dropped when its rarer verdict is rarer than this: a constant answer would be right there. */
const LEAST_MINORITY = 0.06;

export interface Balanced<T> {
  items: T[];
  /** What each cell had and gave. */
  cells: { cell: string; raw: number; changed: number; kept: number }[];
}

/**
 * Draws up to `count` items so that each cell has as many changed as unchanged ones and no cell outweighs another
 * while others still have items to give.
 */
export function balance<T extends Balanceable>(
  items: readonly T[],
  count: number,
  random: Random,
): Balanced<T> {
  const cells = new Map<string, { changed: T[]; unchanged: T[] }>();
  for (const item of items) {
    let cell = cells.get(item.cell);
    if (!cell) cells.set(item.cell, (cell = { changed: [], unchanged: [] }));
    cell[item.changed ? 'changed' : 'unchanged'].push(item);
  }
  const open = [...cells].map(([cell, { changed, unchanged }]) => {
    const raw = changed.length + unchanged.length;
    const minority = Math.min(changed.length, unchanged.length);
    const usable = minority / raw >= LEAST_MINORITY ? minority : 0;
    return { cell, raw, changed, unchanged, usable };
  });
  // Water-filling: the same quota for every cell, or all that a smaller cell has.
  let quota = 0;
  for (const bound of open.map((c) => c.usable).sort((a, b) => a - b)) {
    const total = open.reduce((sum, c) => sum + 2 * Math.min(c.usable, bound), 0);
    if (total > count) break;
    quota = bound;
  }
  const filled = open.reduce((sum, c) => sum + 2 * Math.min(c.usable, quota), 0);
  const larger = open.filter((c) => c.usable > quota).length;
  if (larger > 0) quota += Math.floor((count - filled) / (2 * larger));
  const kept = open.map((c) => {
    const each = Math.min(c.usable, quota);
    const part = [
      ...random.shuffle([...c.changed]).slice(0, each),
      ...random.shuffle([...c.unchanged]).slice(0, each),
    ];
    return { ...c, part };
  });
  return {
    items: random.shuffle(kept.flatMap((c) => c.part)),
    cells: kept.map(({ cell, raw, changed, part }) => ({
      cell,
      raw,
      changed: changed.length,
      kept: part.length,
    })),
  };
}
