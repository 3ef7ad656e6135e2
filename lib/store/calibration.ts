import { z } from 'zod';
import type { StoreReader } from '@/lib/store/client';
import { idSchema, splitSchema } from '@/lib/schemas';
import { type CalibrationRow, calibrationSchema } from '@/lib/store/answers';

const inputSchema = z.object({ targetId: idSchema, task: idSchema, split: splitSchema });

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
  return rows.map((row) => calibrationSchema.parse(row));
}
