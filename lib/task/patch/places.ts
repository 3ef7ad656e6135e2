import type { Place } from '../task';
import type { Sweep, SweepCell } from './body';

/** What is patched at a place of a map: one token at the layers from `layer` to `to`. */
export interface PatchPlace {
  layer: number;
  to: number;
  pos: number;
}

/** A place with its layers; one of an earlier link names the only layer. Null where it names no cell. */
export const patchPlaceOf = ({ layer, to = layer, pos }: Place): PatchPlace | null =>
  layer === undefined || to === undefined || pos === undefined ? null : { layer, to, pos };

/** The layers of a place, ascending. */
export const layersAt = ({ layer, to }: Pick<PatchPlace, 'layer' | 'to'>): number[] =>
  Array.from({ length: Math.max(0, to - layer + 1) }, (_, k) => layer + k);

/** What a map holds at a place; null where nothing was measured. */
export function cellAtPlace(sweep: Sweep, { layer, to, pos }: PatchPlace): SweepCell | null {
  if (layer === to) return sweep.cells[sweep.layers.indexOf(layer)]?.[pos] ?? null;
  return (
    sweep.blocks?.find((block) => block.layer === layer && block.to === to && block.position === pos) ?? null
  );
}

/** Every cell of a map that could be patched, each a layer by itself, from the embedding up. */
export const placesOf = (sweep: Sweep): Place[] =>
  sweep.layers.flatMap((layer, row) =>
    sweep.tokens.flatMap((_, pos) => (sweep.cells[row]?.[pos] ? [{ layer, to: layer, pos }] : [])),
  );
