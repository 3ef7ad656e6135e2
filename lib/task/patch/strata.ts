import type { PairType, PatchBody } from './body';
import { layerRange } from './wordings';

/**
 * Questions are of two sets: those whose point is whether the word changes, and those whose word neither text gives. Each is
 * evened out by itself.
 */
export type PatchSet = 'verdict' | 'composed';

export const setOf = ({ pairType }: { pairType: PairType }): PatchSet =>
  pairType === 'within-group' ? 'composed' : 'verdict';

/** The cell of a question: its layers and the kind of token. `1/last`. */
export const patchCell = (body: Pick<PatchBody, 'layers' | 'positionType'>): string =>
  `${layerRange(body.layers)}/${body.positionType}`;

/** Where a cell lies on the map of layers x kinds of token. */
export function placeOfCell(cell: string): { layers: string; column: string } | null {
  const [layers, column, ...rest] = cell.split('/');
  return layers && column && rest.length === 0 ? { layers, column } : null;
}
