import { placeKey, type Place } from '@/lib/task/task';

/** A place on a layer x token map. */
export interface Cell {
  layer: number;
  position: number;
}

export const sameCell = (a: Cell, b: Cell): boolean => a.layer === b.layer && a.position === b.position;

/** The cell as addresses, links and answers know it. */
export const placeOf = ({ layer, position }: Cell): Place => ({ layer, pos: position });

/** The cell of a place; null where it names none. */
export const cellOf = ({ layer, pos }: Place): Cell | null =>
  layer === undefined || pos === undefined ? null : { layer, position: pos };

/** Key of a cell in maps and DOM attributes. */
export const cellKey = (cell: Cell): string => placeKey(placeOf(cell));

/**
 * Where a key leads from a cell, or null when the key does not move. Layers run upward on the map, so ArrowUp goes
 * to the next higher layer. Movement stops at the edges.
 */
export function moveCell(
  cell: Cell,
  key: string,
  map: { layers: readonly number[]; positions: number },
): Cell | null {
  const row = map.layers.indexOf(cell.layer);
  const layer = (index: number) =>
    map.layers[Math.max(0, Math.min(map.layers.length - 1, index))] ?? cell.layer;
  const position = (p: number) => Math.max(0, Math.min(map.positions - 1, p));
  switch (key) {
    case 'ArrowUp':
      return { ...cell, layer: layer(row + 1) };
    case 'ArrowDown':
      return { ...cell, layer: layer(row - 1) };
    case 'ArrowLeft':
      return { ...cell, position: position(cell.position - 1) };
    case 'ArrowRight':
      return { ...cell, position: position(cell.position + 1) };
    case 'Home':
      return { ...cell, position: 0 };
    case 'End':
      return { ...cell, position: position(map.positions) };
    case 'PageUp':
      return { ...cell, layer: layer(map.layers.length) };
    case 'PageDown':
      return { ...cell, layer: layer(0) };
    default:
      return null;
  }
}

const WIDEST = 12;

/** How wide a column of a map wants to be, in characters: as the longest text in it, within bounds. */
export const columnWidth = (texts: readonly string[]): number =>
  Math.min(WIDEST, Math.max(3, ...texts.map((text) => text.length)));
