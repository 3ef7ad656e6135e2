import { z } from 'zod';
import { idSchema } from '@/lib/schemas';
import type { StoreReader } from '@/lib/store/client';
import type { FacetCounts } from '@/lib/store/answers';
import { parseFacet, SPLIT_FACET, WORD_FACET } from '@/lib/task/facets';
import { findTask } from '@/lib/task/tasks';

const inputSchema = z.object({ targetId: idSchema, task: idSchema });
const inOrder = new Intl.Collator('en', { numeric: true });

/** What the facets of a list can be set to: those of its task in the order of the task, hidden ones left out, then the split. */
export async function listFacets(
  client: StoreReader,
  input: z.input<typeof inputSchema>,
): Promise<FacetCounts[]> {
  const { targetId, task: taskId } = inputSchema.parse(input);
  const task = findTask(taskId);
  if (!task) return [];
  const rows = await client.$queryRaw<{ facet: string; count: number }[]>`
    SELECT "facet", "count" FROM "FacetCount" WHERE "targetId" = ${targetId} AND "task" = ${taskId}`;
  const facets = [
    ...task.facets.filter(({ hidden }) => !hidden),
    WORD_FACET,
    { name: SPLIT_FACET, label: 'split', value: undefined },
  ];
  return facets.flatMap((facet) => {
    const values = rows.flatMap(({ facet: text, count }) => {
      const [name, value] = parseFacet(text);
      return name === facet.name ? [{ value, label: facet.value?.(value) ?? value, count }] : [];
    });
    values.sort((a, b) => inOrder.compare(a.value, b.value));
    return values.length > 0 ? [{ name: facet.name, label: facet.label, values }] : [];
  });
}
