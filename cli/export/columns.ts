import type { ExportedField } from '@/lib/store';
import type { ExplainerRecord, Item } from '@/lib/store/records';
import { parseFacet, WORD_FACET } from '@/lib/task/facets';
import type { AnyTask } from '@/lib/task/task';

/** Fields of a question that its row is made of. */
export const ROW_FIELDS: readonly ExportedField[] = [
  ...(['id', 'task', 'targetId', 'split', 'title', 'body', 'truth', 'truthHash'] as const),
  ...(['facets', 'explanations'] as const),
];

export type RowItem = Item & { facets: string[] };

/** A column of a table of questions: its name, and its value in a row, null where there is none. */
export interface Column {
  name: string;
  type: 'STRING' | 'JSON';
  of(item: RowItem): string | object | null;
}

/**
 * Columns of the questions of a task, the same in every format: what is asked and was measured, as text and whole, and for each
 * explainer what it said and the verdict on it.
 */
export function columnsOf(task: AnyTask, explainers: readonly Pick<ExplainerRecord, 'id'>[]): Column[] {
  const text = (name: string, of: Column['of']): Column => ({ name, type: 'STRING', of });
  const json = (name: string, of: Column['of']): Column => ({ name, type: 'JSON', of });
  const valuesOf = (name: string) => (item: RowItem) =>
    item.facets
      .map(parseFacet)
      .flatMap(([of, value]) => (of === name ? [value] : []))
      .join('; ') || null;
  const saidBy = (id: string, { explanations }: RowItem) =>
    explanations.find(({ explainerId }) => explainerId === id);
  return [
    text('id', ({ id }) => id),
    text('split', ({ split }) => split),
    text('title', ({ title }) => title),
    ...[...task.facets, WORD_FACET].map(({ name }) => text(name, valuesOf(name))),
    text('answer', ({ truth }) => task.answer(truth)),
    ...explainers.flatMap(({ id }) => [
      text(`${id} said`, (item) => saidBy(id, item)?.text ?? null),
      text(`${id} verdict`, (item) => saidBy(id, item)?.verdict ?? null),
    ]),
    json('body', ({ body }) => body as object),
    json('truth', ({ truth }) => truth as object),
  ];
}
