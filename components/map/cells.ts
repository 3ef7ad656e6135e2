/** A place on a layer x token map. */
export interface Cell {
  layer: number;
  position: number;
}

/** Cells of one token that are chosen together: at the layers from `layer` to `to`, which are equal for one cell. */
export interface Block extends Cell {
  to: number;
}

export const blockOf = ({ layer, position }: Cell): Block => ({ layer, to: layer, position });

/** Whether a cell is one of those that are chosen: one cell, or a block. */
export const isWithin = ({ layer, position }: Cell, chosen: Cell & Partial<Block>): boolean =>
  position === chosen.position && layer >= chosen.layer && layer <= (chosen.to ?? chosen.layer);

/** Key of a cell in maps and DOM attributes. */
export const cellKey = ({ layer, position }: Cell): string => `${layer}:${position}`;

/**
 * Where a key leads from a cell, or null when the key does not move. Layers run upward on the map, so ArrowUp goes
 * to the next higher layer. Movement stops at the edges.
 */
export function moveCell(
  { layer: own, to = own, position: at }: Cell & Partial<Block>,
  key: string,
  map: { layers: readonly number[]; positions: number },
): Cell | null {
  // A block is left at the end that the key points to.
  const cell = { layer: key === 'ArrowUp' ? to : own, position: at };
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
