import { storeFilters } from '@/components/list/query';
import type { Example } from '@/components/patching/own-patching';
import { listPatchItems, store } from '@/lib/store';

const EXAMPLES = 3;

/** Pairs of texts from the record to begin own work with: of different relations, where self is right and the word changes. */
export async function loadExamples(target: string): Promise<Example[]> {
  const { items } = await listPatchItems(store(), {
    ...storeFilters(target, { split: 'test', self: 'right', pair: 'same-relation' }),
    limit: 100,
  });
  const byRelation = new Map<string, Example>();
  for (const item of items)
    if (item.truth.changed && !byRelation.has(item.relation))
      byRelation.set(item.relation, {
        name: `${item.subject} from ${item.sourceSubject}`,
        text: item.text,
        source: item.source,
      });
  return [...byRelation.values()].slice(0, EXAMPLES);
}
