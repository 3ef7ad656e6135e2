import { z } from 'zod';
import { countSchema, idSchema, verdictSchema } from '@/lib/schemas';
import type { StoreReader } from '@/lib/store/client';
import { passing, type QuestionFilters, questionFiltersSchema } from '@/lib/store/questions-filter';

const rowSchema = z.object({ explainerId: idSchema, verdict: verdictSchema, n: countSchema });
export type VerdictCount = z.infer<typeof rowSchema>;

/** How often each verdict was reached on each shown explainer of a target, on the questions that pass. */
export async function listVerdictCounts(
  client: StoreReader,
  input: QuestionFilters,
): Promise<VerdictCount[]> {
  const filters = questionFiltersSchema.parse(input);
  const rows = await client.$queryRaw<unknown[]>`
    SELECT e."explainerId", e."verdict", count(*)::int AS "n"
    FROM (SELECT q."id" ${passing(filters)}) of_these
    JOIN "Explanation" e ON e."questionId" = of_these."id"
    JOIN "Explainer" x ON x."id" = e."explainerId" AND x."shown"
    GROUP BY x."ordinal", e."explainerId", e."verdict"
    ORDER BY x."ordinal", e."explainerId", e."verdict"`;
  return rows.map((row) => rowSchema.parse(row));
}
