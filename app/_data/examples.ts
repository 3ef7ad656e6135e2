import { mainOf } from '@/lib/explainer/name';
import type { AnyView, Example } from '@/components/task/view';
import { facetText, SPLIT_FACET, verdictFacet } from '@/lib/task/facets';
import { listQuestions, store } from '@/lib/store';
import { loadShown } from './target';

const EXAMPLES = 3;

/** Input from the record to begin own work with: of different kinds, from items that self is right about. */
export async function loadExamples(target: string, view: AnyView): Promise<Example[]> {
  const self = mainOf('self', await loadShown(target, view.task.id));
  const { items } = await listQuestions(store(), {
    targetId: target,
    task: view.task.id,
    facets: [facetText(SPLIT_FACET, 'test')],
    verdicts: self ? [verdictFacet(self.id, 'right')] : [],
    limit: 200,
  });
  const byKind = new Map<string, Example>();
  for (const item of items) {
    const example = view.example?.(item);
    if (example && !byKind.has(example.kind))
      byKind.set(example.kind, { name: example.name, own: example.own });
  }
  return [...byKind.values()].slice(0, EXAMPLES);
}
