import type { Sweep } from '@/lib/task/patch/body';

/** How a sweep made now compares with the record of the same question. */
export interface Agreement {
  cells: number;
  /** Cells with the same output on both. */
  same: number;
  /** Largest difference of an effect, in nats. */
  difference: number;
}

/** Compares two sweeps cell by cell; null when they are not of the same texts and layers. */
export function compareSweeps(recorded: Sweep, live: Sweep): Agreement | null {
  const shape = ({ tokens, sourceTokens, layers }: Sweep) => JSON.stringify([tokens, sourceTokens, layers]);
  if (shape(recorded) !== shape(live)) return null;
  const agreement: Agreement = { cells: 0, same: 0, difference: 0 };
  recorded.cells.forEach((row, r) =>
    row.forEach((cell, position) => {
      const other = live.cells[r]?.[position];
      if (!cell || !other) return;
      agreement.cells++;
      if (cell.output === other.output) agreement.same++;
      agreement.difference = Math.max(agreement.difference, Math.abs(cell.effect - other.effect));
    }),
  );
  return agreement;
}
