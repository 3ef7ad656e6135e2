import { findViewOf } from '@/components/task/views';
import { rowOf } from '@/lib/csv';
import type { ExportedField } from '@/lib/store';
import type { ExplainerRecord, Item } from '@/lib/store/records';
import { parseFacet, SPLIT_FACET, WORD_FACET } from '@/lib/task/facets';
import type { AnyTask } from '@/lib/task/task';

/** Fields that a row of the table is made of. */
export const TABLE_FIELDS: readonly ExportedField[] = [
  ...(['id', 'task', 'targetId', 'split', 'title', 'body', 'truth', 'truthHash'] as const),
  ...(['facets', 'explanations'] as const),
];

type TableItem = Item & { facets: string[] };

/**
 * Questions as a table (RFC 4180): what is asked, a column for each facet, what was measured in the words of the list, and the
 * verdict on each explainer, empty where it said nothing.
 */
export async function* tableOf(
  task: AnyTask,
  explainers: readonly ExplainerRecord[],
  chunks: AsyncGenerator<object[]>,
): AsyncGenerator<string> {
  const facets = [...task.facets.map(({ name }) => name), WORD_FACET.name, SPLIT_FACET];
  const view = findViewOf(task.id);
  yield rowOf(['id', 'title', ...facets, 'outcome', ...explainers.map(({ id }) => id)]);
  for await (const items of chunks as AsyncGenerator<TableItem[]>)
    yield items
      .map((item) => {
        const values = (name: string) =>
          item.facets.map(parseFacet).flatMap(([of, value]) => (of === name ? [value] : []));
        return rowOf([
          item.id,
          item.title,
          ...facets.map((name) => values(name).join('; ')),
          view ? view.outcome(item) : task.answer(item.truth),
          ...explainers.map(({ id }) => item.explanations.find((e) => e.explainerId === id)?.verdict ?? ''),
        ]);
      })
      .join('');
}
