import { group, min, sort } from 'd3-array';
import type { Random } from '@/lib/random';
import type { Stratum } from '@/lib/task/task';

/** A cell is dropped when its rarest side is rarer than this: a constant answer would be right there. */
const LEAST_MINORITY = 0.06;

export interface Balanced<T> {
  items: T[];
  /** What each cell had, by side, and gave. */
  cells: { cell: string; raw: number; sides: Record<string, number>; kept: number }[];
}

/**
 * Draws up to `count` items so that each cell has as many of one side as of another (changed and unchanged) and no cell
 * outweighs another while others still have items to give. A cell of one side alone is dropped, unless `sides` says that
 * there is only one.
 *
 * @param sides how many sides there are
 */
export function balance<T extends Stratum>(
  items: readonly T[],
  count: number,
  random: Random,
  sides = 2,
): Balanced<T> {
  const open = [...group(items, (item) => item.cell)].map(([cell, members]) => {
    // By name, so that the draws do not hang on which side was met first.
    const bySide = sort(
      group(members, (item) => item.side),
      ([side]) => side,
    );
    const raw = members.length;
    const minority = bySide.length < sides ? 0 : min(bySide, ([, side]) => side.length)!;
    return { cell, raw, bySide, usable: minority / raw >= LEAST_MINORITY ? minority : 0 };
  });
  // Water-filling: the same quota for every cell, or all that a smaller cell has.
  let quota = 0;
  for (const bound of open.map((c) => c.usable).sort((a, b) => a - b)) {
    const total = open.reduce((sum, c) => sum + sides * Math.min(c.usable, bound), 0);
    if (total > count) break;
    quota = bound;
  }
  const filled = open.reduce((sum, c) => sum + sides * Math.min(c.usable, quota), 0);
  const larger = open.filter((c) => c.usable > quota).length;
  if (larger > 0) quota += Math.floor((count - filled) / (sides * larger));
  const kept = open.map(({ cell, raw, bySide, usable }) => {
    const each = Math.min(usable, quota);
    const part = bySide.flatMap(([, side]) => random.shuffle([...side]).slice(0, each));
    return { cell, raw, sides: Object.fromEntries(bySide.map(([side, s]) => [side, s.length])), part };
  });
  return {
    items: random.shuffle(kept.flatMap((c) => c.part)),
    cells: kept.map(({ part, ...cell }) => ({ ...cell, kept: part.length })),
  };
}
