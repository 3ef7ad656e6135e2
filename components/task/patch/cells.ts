import { blockOf, columnWidth, type Block, type Cell } from '@/components/map/cells';
import { patch } from '@/lib/task/patch';
import {
  LONGEST_BLOCK,
  type PatchBody,
  type PatchTruth,
  type Sweep,
  type SweepCell,
} from '@/lib/task/patch/body';
import { layersAt } from '@/lib/task/patch/places';
import { placeKey, type Place } from '@/lib/task/task';

/** What is chosen on the map, as addresses, links and answers know it. */
export const placeOf = ({ layer, to, position }: Block) => ({ layer, to, pos: position });

/** Key of a block among what explainers said. */
export const blockKey = (block: Block): string => placeKey(placeOf(block));

/**
 * The block of a place; null where it names none. Addresses had no `to` when a cell of the recorded question stood for all of its
 * layers: they mean these.
 */
export function blockAt({ layer, to, pos }: Place, body: AskedAt | null): Block | null {
  if (layer === undefined || pos === undefined) return null;
  if (to !== undefined) return { layer, to, position: pos };
  if (body && body.position === pos && body.layers.includes(layer)) return questionBlock(body);
  return { layer, to: layer, position: pos };
}

export const layersOf = (block: Block): number[] => layersAt(block);

/** What the sweep measured at a cell; null where the source text has no counterpart to the token. */
export function cellAt(sweep: Sweep, cell: Cell): SweepCell | null {
  return sweep.cells[sweep.layers.indexOf(cell.layer)]?.[cell.position] ?? null;
}

/** What was measured of a block, as the answer to a question about it alone. */
export function truthAt(sweep: Sweep, block: Block): PatchTruth | null {
  return patch.at?.({} as PatchBody, sweep, placeOf(block))?.truth ?? null;
}

/** Whether a block lies in the sweep at all, and is one that can be asked about. */
export function onMap(sweep: Sweep, { layer, to, position }: Block): boolean {
  const isLayer = (one: number) => sweep.layers.includes(one);
  const isPosition = position >= 0 && position < sweep.tokens.length;
  return isPosition && layer <= to && to - layer < LONGEST_BLOCK && isLayer(layer) && isLayer(to);
}

type AskedAt = Pick<PatchBody, 'layers' | 'position'>;

/** What the recorded question asks about. */
export function questionBlock({ layers, position }: AskedAt): Block {
  const [layer = 0] = layers;
  return { layer, to: layers.at(-1) ?? layer, position };
}

/** Whether a block is what the recorded question asks about. */
export const isQuestion = (body: AskedAt, block: Block): boolean =>
  blockKey(questionBlock(body)) === blockKey(block);

/** The chosen block with one more cell: up to as many layers as explainers are asked about; null where they do not join. */
export function extended({ layer, to, position }: Block, cell: Cell): Block | null {
  const grown = { layer: Math.min(layer, cell.layer), to: Math.max(to, cell.layer), position };
  return cell.position === position && grown.to - grown.layer < LONGEST_BLOCK ? grown : null;
}

/** Largest measured effect of a sweep, in nats; the end of its colour scale. Zero when nothing lowers the output. */
export function largestEffect(sweep: Sweep): number {
  return Math.max(0, ...sweep.cells.flat().map((cell) => cell?.effect ?? 0));
}

/** Mean effect (nats) of a row over the tokens that could be patched; null when none could. */
export function meanEffect(row: readonly (SweepCell | null)[]): number | null {
  const effects = row.flatMap((cell) => (cell ? [cell.effect] : []));
  return effects.length > 0 ? effects.reduce((sum, effect) => sum + effect, 0) / effects.length : null;
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
export function strongestCell(sweep: Sweep): Block {
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
  return blockOf(best);
}
