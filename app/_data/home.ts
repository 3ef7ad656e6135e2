import { resultOf, type TargetResult } from '@/components/home/result';
import type { Look } from '@/components/home/worth-a-look';
import { storeFilters, type ListFilters } from '@/components/list/query';
import type { ExplainerRole } from '@/lib/explainer/types';
import { getPatchItem, listEvaluations, listPatchItems, store } from '@/lib/store';
import type { PatchItemWithSweep } from '@/lib/store/records';
import { perBundle } from './per-bundle';
import { loadExplainers, loadModels } from './target';

/** Results of every target, those without an evaluated self explainer left out. */
export const loadResults = perBundle(async (): Promise<TargetResult[]> => {
  const models = await loadModels();
  const results = await Promise.all(
    models.map(async ({ id }) =>
      resultOf(
        id,
        await loadExplainers(id),
        await listEvaluations(store(), { targetId: id, split: 'test', slice: 'all' }),
      ),
    ),
  );
  return results.filter((result) => result !== null);
});

const LOOKS: { title: string; filters: ListFilters; roles: ExplainerRole[] }[] = [
  {
    title: 'only the model itself is right',
    filters: { self: 'right', other: 'wrong' },
    roles: ['self', 'other'],
  },
  {
    title: 'the other model is right, self is not',
    filters: { self: 'wrong', other: 'right' },
    roles: ['self', 'other'],
  },
  { title: 'both are wrong', filters: { self: 'wrong', other: 'wrong' }, roles: ['self', 'other'] },
  { title: 'the text alone gives it away', filters: { control: 'right' }, roles: ['no-vector'] },
];

/** One held-out item of each kind worth a look; kinds without items are left out. */
export const loadLooks = perBundle(async (target: string): Promise<Look[]> => {
  const looks = await Promise.all(
    LOOKS.map(async ({ title, filters, roles }): Promise<Look[]> => {
      const wanted: ListFilters = { ...filters, split: 'test' };
      const { items, total } = await listPatchItems(store(), { ...storeFilters(target, wanted), limit: 24 });
      // What changes says more than what does not, and two subjects of one relation are read at a glance.
      const item =
        items.find((i) => i.truth.changed && i.pairType === 'same-relation') ??
        items.find((i) => i.truth.changed) ??
        items[0];
      return item ? [{ title, filters: wanted, roles, item, total }] : [];
    }),
  );
  return looks.flat();
});

export interface Door {
  item: PatchItemWithSweep;
  questions: number;
  heldOut: number;
}

const DOOR_POOL = 12;
const changedCells = (item: PatchItemWithSweep | null): number =>
  item === null ? -1 : item.sweep.cells.flat().filter((cell) => cell?.changed).length;

/** An item to show what patching is, and how many there are; null when the target has none. */
export const loadDoor = perBundle(async (target: string): Promise<Door | null> => {
  const shown = await listPatchItems(store(), {
    ...storeFilters(target, { split: 'test', self: 'right' }),
    limit: 40,
  });
  const held = await listPatchItems(store(), { ...storeFilters(target, { split: 'test' }), limit: 1 });
  const candidates = shown.items.length > 0 ? shown.items : held.items;
  const telling = candidates.filter((i) => i.truth.changed && i.pairType === 'same-relation');
  const pool = (telling.length > 0 ? telling : candidates).slice(0, DOOR_POOL);
  const items = await Promise.all(pool.map(({ id }) => getPatchItem(store(), id)));
  // The map with most to see on it.
  const item = items.reduce((best, next) => (changedCells(next) > changedCells(best) ? next : best), null);
  return item && { item, questions: held.totalUnfiltered, heldOut: held.total };
});
