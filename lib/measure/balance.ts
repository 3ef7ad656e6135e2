import { group, max, median, min, sort, sum } from 'd3-array';
import type { Random } from '@/lib/random';
import type { AskedCell, Stratum } from '@/lib/task/task';

/** A cell is dropped when its rarest side is rarer than this: a constant answer would be right there. */
const LEAST_MINORITY = 0.06;
/** No answer is kept much more often than the middle one, where there is one side alone. */
const ABOVE_MIDDLE = 2;

/** An item as it is evened out: where it belongs, and the answer that is right. */
export interface Weighed extends Stratum {
  answer: string;
}

export interface CellReport {
  set: string;
  cell: string;
  even: AskedCell['even'];
  /** Measured, by side, and kept. */
  raw: number;
  sides: Record<string, number>;
  kept: number;
}

export interface Balanced<T> {
  items: T[];
  cells: CellReport[];
}

/** The cells of which training questions hold enough of every side. */
export function cellsOf(items: readonly Stratum[]): AskedCell[] {
  return [...group(items, cellKey).values()].flatMap((members): AskedCell[] => {
    const sides = [...group(members, ({ side }) => side).values()].map(({ length }) => length);
    const { set = '', cell } = members[0]!;
    const kept = sides.length > 1 && min(sides)! / members.length >= LEAST_MINORITY;
    return kept ? [{ set, cell, even: 'sides' }] : [];
  });
}

/**
 * Draws up to `count` items such that no cell outweighs another while others still have items to give, and nothing that is known
 * without the vector gives an answer away: within each cell and group (a relation) as many of one side as of another; in
 * cells of one side, no answer much more often than the middle one.
 *
 * @param asked the cells that are asked about; items of others are left out
 */
export function balance<T extends Weighed>(
  items: readonly T[],
  count: number,
  random: Random,
  asked: readonly AskedCell[],
): Balanced<T> {
  const members = group(items, cellKey);
  const open = asked.map(({ set, cell, even }) => {
    const own = members.get(cellKey({ set, cell })) ?? [];
    const units = (even === 'sides' ? unitsOfSides : unitsOfAnswers)(own, random);
    return { set, cell, even, own, units };
  });
  const quota = level(
    open.map(({ units }) => sum(units, (unit) => unit.length)),
    count,
  );
  const drawn = open.map(({ units, own, ...about }) => {
    const part: T[] = [];
    for (const unit of units) if (part.length + unit.length <= quota) part.push(...unit);
    const sides = sort(
      group(own, ({ side }) => side),
      ([side]) => side,
    );
    const counted = Object.fromEntries(sides.map(([side, some]) => [side, some.length]));
    return { part, report: { ...about, raw: own.length, sides: counted, kept: part.length } };
  });
  return {
    items: random.shuffle(drawn.flatMap(({ part }) => part)),
    cells: drawn.map(({ report }) => report),
  };
}

/** Items that are kept together or not at all: one of each side of a group. The groups take turns. */
function unitsOfSides<T extends Weighed>(items: readonly T[], random: Random): T[][] {
  const sides = [...new Set(items.map(({ side }) => side))].sort();
  return inTurns(
    byName(items, (item) => item.group ?? '').map((own) => {
      const parts = sides.map((name) => random.shuffle(own.filter(({ side }) => side === name)));
      const each = parts.length < 2 ? 0 : min(parts, ({ length }) => length)!;
      return Array.from({ length: each }, (_, i) => parts.map((part) => part[i]!));
    }),
    random,
  );
}

/** Items one by one. The answers of all groups take turns, until none is left but much more frequent ones. */
function unitsOfAnswers<T extends Weighed>(items: readonly T[], random: Random): T[][] {
  return inTurns(
    byName(items, (item) => item.group ?? '').flatMap((own) => {
      const parts = byName(own, ({ answer }) => answer);
      const most = Math.ceil(ABOVE_MIDDLE * (median(parts, ({ length }) => length) ?? 0));
      return parts.map((part) =>
        random
          .shuffle(part)
          .slice(0, most)
          .map((item) => [item]),
      );
    }),
    random,
  );
}

/** The first of every list in random order, then the second of every list that has one, and so on. */
function inTurns<U>(lists: readonly U[][], random: Random): U[] {
  const longest = max(lists, ({ length }) => length) ?? 0;
  return Array.from({ length: longest }, (_, turn) =>
    random.shuffle(lists.flatMap((list) => list.slice(turn, turn + 1))),
  ).flat();
}

const cellKey = ({ set = '', cell }: Pick<Stratum, 'set' | 'cell'>): string => `${set}\t${cell}`;

/** Members of each name. In the order of the names, so that draws do not hang on which was met first. */
const byName = <T>(items: readonly T[], nameOf: (item: T) => string): T[][] =>
  sort(group(items, nameOf), ([name]) => name).map(([, own]) => [...own]);

/** How high vessels are filled, each up to its own capacity, when they are given `total` together (water-filling). */
function level(capacities: readonly number[], total: number): number {
  let left = total;
  const ascending = [...capacities].sort((a, b) => a - b);
  for (const [i, capacity] of ascending.entries()) {
    const share = left / (ascending.length - i);
    if (capacity >= share) return Math.floor(share);
    left -= capacity;
  }
  return max(ascending) ?? 0;
}
