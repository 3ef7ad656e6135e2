import { mainOf } from '@/lib/explainer/name';
import type { Example } from '@/components/task/view';
import { viewOf } from '@/components/task/views';
import { facetText, SPLIT_FACET, verdictFacet } from '@/lib/task/facets';
import { listQuestions, store } from '@/lib/store';
import { perBundle } from './per-bundle';
import { loadShown } from './target';

const EXAMPLES = 3;

/** Input from the record to begin own work with: of different kinds, from items that self is right about where there are any. */
export const loadExamples = perBundle(async (target: string, task: string): Promise<Example[]> => {
  const view = viewOf(task);
  const self = mainOf('self', await loadShown(target, task));
  // Relations alternate: three come within the first dozen.
  const held = { targetId: target, task, facets: [facetText(SPLIT_FACET, 'test')], limit: 50 };
  const right = self
    ? await listQuestions(store(), { ...held, verdicts: [verdictFacet(self.id, 'right')] })
    : null;
  const { items } = right && right.items.length > 0 ? right : await listQuestions(store(), held);
  const byKind = new Map<string, Example>();
  for (const item of items) {
    const example = view.example?.(item);
    if (example && !byKind.has(example.kind))
      byKind.set(example.kind, { name: example.name, question: item.id, own: example.own });
  }
  return [...byKind.values()].slice(0, EXAMPLES);
});
