import type { Copyable } from '@/components/copy/copyable';
import { layerName } from '@/components/format/number';
import { questionCopy } from '@/components/item/question-copy';
import type { Block } from '@/components/map/cells';
import { visibleToken } from '@/components/tokens/token-text';
import type { ExplainerRecord, ExplanationRecord, ItemWithDetail } from '@/lib/store/records';
import { patch } from '@/lib/task/patch';
import type { PatchBody, PatchTruth, Sweep } from '@/lib/task/patch/body';
import { isQuestion, layersOf, placeOf, truthAt } from './cells';
import { mapDrawing, mapTable } from './figure';
import { measuredWords } from './words';

/** A recorded map with what is chosen on it and was said about that, to be taken elsewhere. */
export function patchCopy(
  item: ItemWithDetail<PatchBody, PatchTruth, Sweep>,
  explainers: readonly ExplainerRecord[],
  block: Block,
  said: readonly ExplanationRecord[],
): Copyable {
  const { body, truth, detail: sweep } = item;
  const own = isQuestion(body, block);
  const measured = own ? truth : truthAt(sweep, block);
  const where = `at ${layerName(layersOf(block))}, ${visibleToken(sweep.tokens[block.position] ?? '')}`;
  return questionCopy(patch, { ...item, explanations: [...said] }, explainers, {
    place: own ? {} : placeOf(block),
    said: true,
    measured: measured ? `${measuredWords(measured)} ${where}` : `nothing measured ${where}`,
    height: 170 + 34 * sweep.layers.length,
    draw: (paint) => mapDrawing(sweep, block, paint),
    table: () => mapTable(sweep),
  });
}
