import { max, maxIndex } from 'd3-array';
import { mainOf } from '@/lib/explainer/name';
import { count } from '@/components/format/number';
import { headlineOf } from '@/components/home/columns';
import { chooseItem, LOOK_KINDS, lookOf } from '@/components/home/looks';
import { resultOf, type TargetResult } from '@/components/home/result';
import type { Look } from '@/components/home/worth-a-look';
import { viewOf } from '@/components/task/views';
import { facetText, SPLIT_FACET, verdictFacet } from '@/lib/task/facets';
import { getQuestion, listEvaluations, listQuestions, store } from '@/lib/store';
import type { ExplainerRecord, ItemWithDetail } from '@/lib/store/records';
import { perBundle } from './per-bundle';
import { loadExplainers, loadShown, loadTargets } from './target';

/** Filter of what no explainer was trained on. */
export const HELD_OUT = [facetText(SPLIT_FACET, 'test')];

/** Results of a task for every target, those without an evaluated self explainer left out. */
export const loadResults = perBundle(async (task: string): Promise<TargetResult[]> => {
  const { id: headline } = headlineOf(viewOf(task));
  const models = await loadTargets();
  const results = await Promise.all(
    models.map(async ({ id }) =>
      resultOf(
        id,
        headline,
        await loadExplainers(id, task),
        await listEvaluations(store(), { targetId: id, split: 'test', slice: 'all' }),
      ),
    ),
  );
  return results.filter((result) => result !== null);
});

/** One held-out item of each kind worth a look; kinds without items are left out. */
export const loadLooks = perBundle(async (target: string, task: string): Promise<Look[]> => {
  const view = viewOf(task);
  const shown = await loadShown(target, task);
  const looks = await Promise.all(
    LOOK_KINDS.map(async (kind): Promise<Look[]> => {
      const look = lookOf(kind, shown);
      if (!look) return [];
      const filters = { facets: HELD_OUT, verdicts: look.verdicts };
      const { items, total } = await listQuestions(store(), {
        targetId: target,
        task,
        ...filters,
        limit: 24,
      });
      const item = chooseItem(items, kind, (one) => view.telling(one));
      return item ? [{ title: kind.title, filters, explainers: look.explainers, item, total }] : [];
    }),
  );
  return looks.flat();
});

export interface DoorContent {
  item: ItemWithDetail;
  explainers: ExplainerRecord[];
  counted: string;
}

const DOOR_POOL = 12;

/** An item to show what a task is, and how many there are; null when the target has none. */
export const loadDoor = perBundle(async (target: string, task: string): Promise<DoorContent | null> => {
  const view = viewOf(task);
  const explainers = await loadShown(target, task);
  const self = mainOf('self', explainers);
  const of = { targetId: target, task, facets: HELD_OUT };
  const [held, right] = await Promise.all([
    listQuestions(store(), { ...of, limit: 40 }),
    self ? listQuestions(store(), { ...of, verdicts: [verdictFacet(self.id, 'right')], limit: 40 }) : null,
  ]);
  const candidates = right && right.items.length > 0 ? right.items : held.items;
  const most = max(candidates, (item) => view.telling(item));
  const pool = candidates.filter((item) => view.telling(item) === most).slice(0, DOOR_POOL);
  const items = (await Promise.all(pool.map(({ id }) => getQuestion(store(), id)))).filter(
    (item) => item !== null,
  );
  // The one with most to see on its page.
  const item = items[maxIndex(items, ({ detail }) => view.richness(detail))];
  const [all, heldOut] = [held.totalUnfiltered, held.total];
  const counted =
    all === heldOut
      ? `${count(heldOut)} held-out questions`
      : `${count(all)} questions, ${count(heldOut)} held out`;
  return item ? { item, explainers, counted } : null;
});
