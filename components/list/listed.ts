import type { QuestionPage } from '@/lib/store';
import type { Answered, ExplanationRecord, Item } from '@/lib/store/records';

/** A question as a row of a list shows it. */
export type ListedItem = Answered &
  Pick<Item, 'id' | 'targetId' | 'title'> & {
    explanations: Pick<ExplanationRecord, 'explainerId' | 'text' | 'verdict'>[];
  };

export type ListedPage = Omit<QuestionPage, 'items'> & { items: ListedItem[] };

/** A page of a list with what its rows show alone: half of the document, as fifty rows travel within it. */
export const listed = ({ items, ...page }: QuestionPage): ListedPage => ({
  ...page,
  items: items.map(({ id, targetId, title, body, truth, explanations }) => ({
    ...{ id, targetId, title, body, truth },
    explanations: explanations.map(({ explainerId, text, verdict }) => ({ explainerId, text, verdict })),
  })),
});
