import type { Item } from '@/lib/store/records';
import type { ListedPage } from './listed';

/** What a list needs of a question for a reader who predicts, as the API names it. */
const FIELDS = ['id', 'targetId', 'title', 'body'] as const satisfies (keyof Item)[];

/** Questions without what was measured and said of them. */
export type Unanswered = Omit<ListedPage, 'items'> & { items: Pick<Item, (typeof FIELDS)[number]>[] };

export const UNANSWERED_FIELDS = FIELDS.join(',');

/** A page of a list for a reader who predicts: no answer is in it, whether it was read or not. */
export const unanswered = ({ items, ...page }: Unanswered): ListedPage => ({
  ...page,
  items: items.map(({ id, targetId, title, body }) => ({
    ...{ id, targetId, title, body },
    ...{ truth: null, explanations: [] },
  })),
});
