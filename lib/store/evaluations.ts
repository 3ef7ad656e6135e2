import { z } from 'zod';
import type { StoreReader } from '@/lib/store/client';
import type { EvaluationRecord } from '@/lib/store/records';
import { evaluationSchema, metricSchema, splitSchema } from '@/lib/store/schemas';

const inputSchema = z.object({
  targetId: z.string().min(1).max(200),
  split: splitSchema,
  /** One slice by its name, `all` for the whole split; every slice when left out. */
  slice: z.string().min(1).max(200).optional(),
  metric: metricSchema.optional(),
});

/** Scores of every explainer of a target, scaling points and paired differences among them. */
export async function listEvaluations(
  client: StoreReader,
  input: z.input<typeof inputSchema>,
): Promise<EvaluationRecord[]> {
  const { targetId, split, slice, metric } = inputSchema.parse(input);
  const rows = await client.evaluation.findMany({
    where: { explainer: { targetId }, split, slice, metric },
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
