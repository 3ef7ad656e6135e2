import { z } from 'zod';
import type { StoreReader } from '@/lib/store/client';
import { idSchema, splitSchema } from '@/lib/schemas';
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
  const rows = await client.evaluation.findMany({
    where: { explainer: { targetId, task }, split, slice, metric },
    orderBy: [
      { explainer: { ordinal: 'asc' } },
      { explainerId: 'asc' },
      { againstId: 'asc' },
      { slice: 'asc' },
      { metric: 'asc' },
    ],
  });
  return rows.map((row) => evaluationSchema.parse({ ...row, againstId: row.againstId || null }));
}
