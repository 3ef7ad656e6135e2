import type { Cell } from '@/components/map/cells';
import type { SiteEdit } from '@/lib/measure/edited';
import { vectorAt, type Stream } from '@/lib/measure/stream';
import type { EditKind } from './address';

/** Whether a text has this site. */
export const hasSite = ({ layers, tokens }: Pick<Stream, 'layers' | 'tokens'>, cell: Cell): boolean =>
  layers.includes(cell.layer) && cell.position >= 0 && cell.position < tokens.length;

/** The site to begin at: the last token, half-way up, where much of what the model will say is settled. */
export const middleSite = ({ layers, tokens }: Pick<Stream, 'layers' | 'tokens'>): Cell => ({
  layer: layers[Math.floor(layers.length / 2)]!,
  position: tokens.length - 1,
});

/** The site that is shown for the one that an address names, and that one if the text does not have it. */
export function chosenSite(stream: Stream, named: Cell | null): { cell: Cell; stray: Cell | null } {
  if (named && hasSite(stream, named)) return { cell: named, stray: null };
  return { cell: middleSite(stream), stray: named };
}

/** A stream and the site of it that is chosen. */
export interface Chosen {
  stream: Stream;
  cell: Cell;
}

/** An edit of one of the two texts. */
export interface TextEdit {
  stream: Stream;
  edit: SiteEdit;
}

/** What an edit does: the vector of the first site, scaled, goes to the second; or the first becomes zero. */
export function editOf(kind: EditKind, scale: number, first: Chosen, second: Chosen): TextEdit {
  const vector = vectorAt(first.stream, first.cell);
  if (kind === 'zero')
    return {
      stream: first.stream,
      edit: { ...first.cell, kind: 'replace', vector: new Float32Array(vector.length) },
    };
  const scaled = scale === 1 ? vector : vector.map((x) => x * scale);
  return { stream: second.stream, edit: { ...second.cell, kind, vector: scaled } };
}
