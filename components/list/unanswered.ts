import type { QuestionPage } from '@/lib/store';
import type { Item } from '@/lib/store/records';

/** What a list needs of a question for a reader who predicts, as the API names it. */
const FIELDS = ['id', 'task', 'targetId', 'split', 'title', 'body'] as const satisfies (keyof Item)[];

/** Questions without what was measured and said of them. */
export type Unanswered = Omit<QuestionPage, 'items'> & { items: Pick<Item, (typeof FIELDS)[number]>[] };

export const UNANSWERED_FIELDS = FIELDS.join(',');

/** A page of a list for a reader who predicts: no answer is in it, whether it was read or not. */
export function unanswered({ items, ...page }: Unanswered): QuestionPage {
  return {
    ...page,
    items: items.map(({ id, task, targetId, split, title, body }) => ({
      ...{ id, task, targetId, split, title, body },
      ...{ truth: null, truthHash: '', explanations: [] },
    })),
  };
}
