import { z } from 'zod';
import type { StoreReader } from '@/lib/store/client';
import { countSchema, idSchema, splitSchema } from '@/lib/schemas';

/** What tells how sure an explainer is: the probability of its answer, or how far drawn answers agree with it. */
export const SURE_BY = ['probability', 'agreement'] as const;

const inputSchema = z.object({ targetId: idSchema, task: idSchema, split: splitSchema });

const rowSchema = z.object({
  explainerId: idSchema,
  by: z.enum(SURE_BY),
  /** Tenth of the confidence, 0 to 9. */
  bin: countSchema,
  n: countSchema,
  /** Mean confidence, and share of right answers (0 to 1). */
  confidence: z.number(),
  right: z.number(),
});
export type CalibrationRow = z.infer<typeof rowSchema>;

/** How sure the explainers of a target are, and how often they are right then, in tenths of their confidence. */
export async function listCalibration(
  client: StoreReader,
  input: z.input<typeof inputSchema>,
): Promise<CalibrationRow[]> {
  const { targetId, task, split } = inputSchema.parse(input);
  const rows = await client.$queryRaw<unknown[]>`
    SELECT e."explainerId", sure."by", least(9, floor(sure."value" * 10))::int AS "bin", count(*)::int AS "n",
      avg(sure."value")::float8 AS "confidence", avg((e."verdict" = 'right')::int)::float8 AS "right"
    FROM "Question" q
    JOIN "Explanation" e ON e."questionId" = q."id"
    JOIN "Explainer" x ON x."id" = e."explainerId" AND x."shown"
    CROSS JOIN LATERAL (VALUES ('probability', exp(e."logProbability")), ('agreement', e."agreement")) sure("by", "value")
    WHERE q."targetId" = ${targetId} AND q."task" = ${task} AND q."split" = ${split} AND sure."value" IS NOT NULL
    GROUP BY 1, 2, 3
    ORDER BY 1, 2, 3`;
  return rows.map((row) => rowSchema.parse(row));
}
