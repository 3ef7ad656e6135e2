import type { Copyable } from '@/components/copy/copyable';
import { layerName } from '@/components/format/number';
import { questionCopy } from '@/components/item/question-copy';
import { placeOf, type Cell } from '@/components/map/cells';
import { visibleToken } from '@/components/tokens/token-text';
import type { ExplainerRecord, ItemWithDetail } from '@/lib/store/records';
import { patch } from '@/lib/task/patch';
import type { PatchBody, PatchTruth, Sweep } from '@/lib/task/patch/body';
import { isQuestionCell, truthAt } from './cells';
import { mapDrawing, mapTable } from './figure';
import { measuredWords } from './words';

/** A recorded map with a chosen cell, to be taken elsewhere. */
export function patchCopy(
  item: ItemWithDetail<PatchBody, PatchTruth, Sweep>,
  explainers: readonly ExplainerRecord[],
  cell: Cell,
): Copyable {
  const { body, truth, detail: sweep } = item;
  const own = isQuestionCell(body, cell);
  const measured = own ? truth : truthAt(sweep, cell);
  const where = `at ${layerName(own ? body.layers : [cell.layer])}, ${visibleToken(sweep.tokens[cell.position] ?? '')}`;
  const { layer, pos } = placeOf(cell);
  return questionCopy(patch, item, explainers, {
    place: own ? {} : { layer: layer!, pos: pos! },
    said: own,
    measured: measured ? `${measuredWords(measured)} ${where}` : `nothing to measure ${where}`,
    height: 170 + 34 * sweep.layers.length,
    draw: (paint) => mapDrawing(sweep, cell, paint),
    table: () => mapTable(sweep),
  });
}
