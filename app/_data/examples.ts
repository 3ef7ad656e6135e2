import { mainOf } from '@/lib/explainer/name';
import type { Example } from '@/components/task/view';
import { viewOf } from '@/components/task/views';
import { facetText, SPLIT_FACET, verdictFacet } from '@/lib/task/facets';
import { listQuestions, store } from '@/lib/store';
import { perBundle } from './per-bundle';
import { loadShown } from './target';

const EXAMPLES = 4;

/**
 * Input from the record to begin own work with: of different kinds, from items that self is right about where there are any; what
 * the task opens with comes first.
 */
export const loadExamples = perBundle(async (target: string, task: string): Promise<Example[]> => {
  const view = viewOf(task);
  const self = mainOf('self', await loadShown(target, task));
  const among = async (limit: number, ...facets: string[]) => {
    const held = { targetId: target, task, facets: [facetText(SPLIT_FACET, 'test'), ...facets], limit };
    const right =
      self && (await listQuestions(store(), { ...held, verdicts: [verdictFacet(self.id, 'right')] }));
    return right && right.items.length > 0 ? right.items : (await listQuestions(store(), held)).items;
  };
  // Relations alternate: three come within the first dozen.
  const items = [...(view.opensWith ? await among(1, view.opensWith) : []), ...(await among(50))];
  const byKind = new Map<string, Example>();
  for (const item of items) {
    const example = view.example?.(item);
    if (example && !byKind.has(example.kind))
      byKind.set(example.kind, { name: example.name, question: item.id, own: example.own });
  }
  return [...byKind.values()].slice(0, EXAMPLES);
});
