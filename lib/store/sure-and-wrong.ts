import { z } from 'zod';
import { idSchema, splitSchema } from '@/lib/schemas';
import type { StoreReader } from '@/lib/store/client';

const inputSchema = z.object({
  explainerId: idSchema,
  split: splitSchema,
  limit: z.number().int().min(1).max(200),
});

/** Ids of the questions on which an explainer is wrong and says how sure it was, the surest first; of equals, as lists have them. */
export async function listSureAndWrong(
  client: StoreReader,
  input: z.input<typeof inputSchema>,
): Promise<string[]> {
  const { explainerId, split, limit } = inputSchema.parse(input);
  const rows = await client.$queryRaw<{ id: string }[]>`
    SELECT q."id"
    FROM "Explanation" e JOIN "Question" q ON q."id" = e."questionId"
    WHERE e."explainerId" = ${explainerId} AND e."verdict" = 'wrong' AND e."logProbability" IS NOT NULL
      AND q."split" = ${split}
    ORDER BY e."logProbability" DESC, q."ordinal", q."id" LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}
