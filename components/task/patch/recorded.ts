import { unfoldMap } from '@/lib/explainer/map';
import type { ExplanationRecord, ItemWithDetail } from '@/lib/store/records';
import { patch } from '@/lib/task/patch';
import type { PatchBody, PatchTruth, Sweep } from '@/lib/task/patch/body';
import { placeKey } from '@/lib/task/task';
import { blockKey, questionBlock } from './cells';

/** Explanations on record, by `blockKey`: of the question's own place by everyone, of each cell by those with a map. */
export type Recorded = ReadonlyMap<string, readonly ExplanationRecord[]>;

export const NOTHING_RECORDED: Recorded = new Map();

export function recordedOf(
  item: Pick<ItemWithDetail<PatchBody, PatchTruth, Sweep>, 'body' | 'detail' | 'explanations' | 'maps'>,
): Recorded {
  const said = new Map<string, readonly ExplanationRecord[]>();
  for (const [place, explanation] of item.maps.flatMap((map) => unfoldMap(patch, item, map))) {
    const key = placeKey(place);
    said.set(key, [...(said.get(key) ?? []), explanation]);
  }
  return said.set(blockKey(questionBlock(item.body)), item.explanations);
}
