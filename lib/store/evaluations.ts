import { z } from 'zod';
import type { StoreReader } from '@/lib/store/client';
import { idSchema, splitSchema } from '@/lib/schemas';
import { Prisma } from '@/lib/store/generated/client';
import { type EvaluationRecord, evaluationSchema } from '@/lib/store/records';

const inputSchema = z.object({
  targetId: idSchema,
  /** Scores of one task; of every task when left out. */
  task: idSchema.optional(),
  split: splitSchema,
  /** One slice by its name, `all` for the whole split; every slice when left out. */
  slice: z.string().min(1).max(200).optional(),
  /** Id of a metric of the task. */
  metric: evaluationSchema.shape.metric.optional(),
});

/** Scores of every explainer of a target, scaling points and paired differences among them. */
export async function listEvaluations(
  client: StoreReader,
  input: z.input<typeof inputSchema>,
): Promise<EvaluationRecord[]> {
  const { targetId, task, split, slice, metric } = inputSchema.parse(input);
  const or = (value: string | undefined, condition: Prisma.Sql) =>
    value === undefined ? Prisma.empty : condition;
  const rows = await client.$queryRaw<unknown[]>`
    SELECT v."explainerId", nullif(v."againstId", '') AS "againstId", v."split", v."slice", v."metric", v."n",
      v."value", v."standardError", v."low", v."high"
    FROM "Explainer" x JOIN "Evaluation" v ON v."explainerId" = x."id"
    WHERE x."targetId" = ${targetId} ${or(task, Prisma.sql`AND x."task" = ${task}`)}
      AND v."split" = ${split} ${or(slice, Prisma.sql`AND v."slice" = ${slice}`)}
      ${or(metric, Prisma.sql`AND v."metric" = ${metric}`)}
    ORDER BY x."ordinal", x."id", v."againstId", v."slice", v."metric"`;
  return rows.map((row) => evaluationSchema.parse(row));
}
