import type { SiteEdit } from '@/lib/measure/edited';
import { vectorAt, type Stream } from '@/lib/measure/stream';
import type { EditKind } from './address';
import type { Chosen } from './sites';

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
