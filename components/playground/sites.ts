import type { Cell } from '@/components/map/cells';
import type { Stream, StreamReadings } from '@/lib/measure/stream';

/** Whether a text has this site. */
export const hasSite = ({ layers, tokens }: Pick<Stream, 'layers' | 'tokens'>, cell: Cell): boolean =>
  layers.includes(cell.layer) && cell.position >= 0 && cell.position < tokens.length;

/** The site to begin at: the last token, half-way up, where much of what the model will say is settled. */
export const middleSite = ({ layers, tokens }: Pick<Stream, 'layers' | 'tokens'>): Cell => ({
  layer: layers[Math.floor(layers.length / 2)]!,
  position: tokens.length - 1,
});

/** The site that is shown for the one that an address names, and that one if the text does not have it. */
export function chosenSite(stream: StreamReadings, named: Cell | null): { cell: Cell; stray: Cell | null } {
  if (named && hasSite(stream, named)) return { cell: named, stray: null };
  return { cell: middleSite(stream), stray: named };
}

/** A stream and the site of it that is chosen. */
export interface Chosen<S extends StreamReadings = Stream> {
  stream: S;
  cell: Cell;
}
