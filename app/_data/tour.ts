import { maxIndex } from 'd3-array';
import { stepPath } from '@/components/tour/step';
import { allViews } from '@/components/task/views';
import { mainOf } from '@/lib/explainer/name';
import { facetText, SPLIT_FACET, verdictFacet } from '@/lib/task/facets';
import { listQuestions, store } from '@/lib/store';
import { perBundle } from './per-bundle';
import { loadShown } from './target';

const POOL = 50;

/**
 * Where the tour of a target begins: on a held-out question that self answers right and the control without the vector does
 * not, or the nearest to it that there is, whose texts a reader may go on with. Null where no task has a tour, or no questions.
 */
export const loadTour = perBundle(async (target: string): Promise<string | null> => {
  for (const view of allViews()) {
    const { task, tour: [first] = [] } = view;
    if (!first || !task.own) continue;
    const shown = await loadShown(target, task.id);
    const self = mainOf('self', shown);
    const blind = mainOf('no-vector', shown);
    const right = self ? [verdictFacet(self.id, 'right')] : [];
    const wishes = [blind ? [...right, verdictFacet(blind.id, 'wrong')] : right, right, []];
    for (const verdicts of wishes) {
      const { items } = await listQuestions(store(), {
        targetId: target,
        task: task.id,
        facets: [facetText(SPLIT_FACET, 'test')],
        verdicts,
        limit: POOL,
      });
      const best = items[maxIndex(items, (item) => view.telling(item) + (view.example?.(item) ? 1 : 0))];
      if (best) return stepPath({ task, target, question: best.id }, first, 1);
    }
  }
  return null;
});
