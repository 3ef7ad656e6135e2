import { max, mean } from 'd3-array';
import { columnWidth, placeOf, type Cell } from '@/components/map/cells';
import { patch } from '@/lib/task/patch';
import type { PatchBody, PatchTruth, Sweep, SweepCell } from '@/lib/task/patch/body';

/** What the sweep measured at a cell; null where the source text has no counterpart to the token. */
export function cellAt(sweep: Sweep, cell: Cell): SweepCell | null {
  return sweep.cells[sweep.layers.indexOf(cell.layer)]?.[cell.position] ?? null;
}

/** The same as the answer to a question about that cell alone. */
export function truthAt(sweep: Sweep, cell: Cell): PatchTruth | null {
  const body = { layers: [cell.layer], position: cell.position } as PatchBody;
  return patch.at?.(body, sweep, placeOf(cell))?.truth ?? null;
}

/** Whether the cell lies in the sweep at all. */
export function onMap(sweep: Sweep, cell: Cell): boolean {
  return sweep.layers.includes(cell.layer) && cell.position >= 0 && cell.position < sweep.tokens.length;
}

/** The cell of the recorded question: the first layer of its block. */
export function questionCell({ layers, position }: Pick<PatchBody, 'layers' | 'position'>): Cell {
  return { layer: layers[0] ?? 0, position };
}

/** Whether the cell is one that the recorded question asks about. */
export function isQuestionCell(body: Pick<PatchBody, 'layers' | 'position'>, cell: Cell): boolean {
  return body.position === cell.position && body.layers.includes(cell.layer);
}

/** Largest measured effect of a sweep, in nats; the end of its colour scale. Zero when nothing lowers the output. */
export function largestEffect(sweep: Sweep): number {
  return max(sweep.cells.flat(), (cell) => Math.max(0, cell?.effect ?? 0)) ?? 0;
}

/** Mean effect (nats) of a row over the tokens that could be patched; null when none could. */
export function meanEffect(row: readonly (SweepCell | null)[]): number | null {
  return mean(row, (cell) => cell?.effect) ?? null;
}

/** Source token above each token of the text. */
export function alignedSources(sweep: Sweep): (string | null)[] {
  return sweep.alignment.map((index) => (index === null ? null : (sweep.sourceTokens[index] ?? null)));
}

/** Whether a token of the source has no place above the map, so that the texts have to be shown by themselves. */
export const isUnaligned = ({ sourceTokens, alignment }: Sweep): boolean =>
  sourceTokens.length !== alignment.filter((index) => index !== null).length;

/**
 * How wide each column of the map wants to be, in characters: its token, the source token above it, and the words that
 * appear in it. All maps of a sweep share these, so that their columns stand under one another.
 */
export function columnWidths(sweep: Sweep): number[] {
  return sweep.tokens.map((token, position) => {
    const source = sweep.sourceTokens[sweep.alignment[position] ?? -1] ?? '';
    const words = sweep.cells.map((row) => (row[position]?.changed ? row[position].output.trim() : ''));
    return columnWidth([token, source, ...words]);
  });
}

/** The cell to begin at when nothing is chosen: the one with the largest effect. */
export function strongestCell(sweep: Sweep): Cell {
  let best: Cell = { layer: sweep.layers[0] ?? 0, position: Math.max(0, sweep.tokens.length - 1) };
  let effect = -Infinity;
  sweep.cells.forEach((row, index) =>
    row.forEach((cell, position) => {
      if (cell && cell.effect > effect) {
        effect = cell.effect;
        best = { layer: sweep.layers[index] ?? 0, position };
      }
    }),
  );
  return best;
}
