import { z } from 'zod';
import type { StoreReader } from '@/lib/store/client';
import { idSchema, splitSchema } from '@/lib/schemas';
import { Prisma } from '@/lib/store/generated/client';
import { contentVersion } from '@/lib/store/imports';
import { holdsStill } from '@/lib/store/export';
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
type Input = z.output<typeof inputSchema>;

const COLUMNS = Prisma.sql`v."explainerId", nullif(v."againstId", '') AS "againstId", v."split", v."slice", v."metric", v."n",
      v."value", v."standardError", v."low", v."high"`;

const narrowed = ({ split, slice, metric }: Input): Prisma.Sql => Prisma.sql`v."split" = ${split}
      ${or(slice, Prisma.sql`AND v."slice" = ${slice}`)} ${or(metric, Prisma.sql`AND v."metric" = ${metric}`)}`;

const or = (value: unknown, condition: Prisma.Sql) => (value === undefined ? Prisma.empty : condition);

const ofTask = (task: string | undefined) => or(task, Prisma.sql`AND x."task" = ${task}`);

/** Scores of every explainer of a target, scaling points and paired differences among them. */
export async function listEvaluations(
  client: StoreReader,
  input: z.input<typeof inputSchema>,
): Promise<EvaluationRecord[]> {
  const asked = inputSchema.parse(input);
  const rows = await client.$queryRaw<unknown[]>`
    SELECT ${COLUMNS}
    FROM "Explainer" x JOIN "Evaluation" v ON v."explainerId" = x."id"
    WHERE x."targetId" = ${asked.targetId} ${ofTask(asked.task)} AND ${narrowed(asked)}
    ORDER BY x."ordinal", x."id", v."againstId", v."slice", v."metric"`;
  return rows.map((row) => evaluationSchema.parse(row));
}

/** Scores read at a time. */
const CHUNK = 500;

/**
 * The same in the same order, a chunk at a time (`lib/store/export.ts`). An explainer has thousands of scores, and a target a
 * hundred explainers: each is walked by the key of its scores.
 */
export async function* exportEvaluations(
  client: StoreReader,
  input: z.input<typeof inputSchema>,
): AsyncGenerator<EvaluationRecord[]> {
  const asked = inputSchema.parse(input);
  const bundle = await contentVersion(client);
  const explainers = await client.$queryRaw<{ id: string }[]>`
    SELECT x."id" FROM "Explainer" x WHERE x."targetId" = ${asked.targetId} ${ofTask(asked.task)}
    ORDER BY x."ordinal", x."id"`;
  for (const { id } of explainers) {
    let behind: EvaluationRecord | undefined;
    do {
      const rows: unknown[] = await client.$queryRaw<unknown[]>`
        SELECT ${COLUMNS} FROM "Evaluation" v
        WHERE v."explainerId" = ${id} AND ${narrowed(asked)} ${behind ? after(behind) : Prisma.empty}
        ORDER BY v."againstId", v."slice", v."metric" LIMIT ${CHUNK}`;
      await holdsStill(client, bundle);
      const found = rows.map((row) => evaluationSchema.parse(row));
      if (found.length > 0) yield found;
      behind = found.length === CHUNK ? found.at(-1) : undefined;
    } while (behind);
  }
}

const after = ({ againstId, slice, metric }: EvaluationRecord) =>
  Prisma.sql`AND (v."againstId", v."slice", v."metric") > (${againstId ?? ''}, ${slice}, ${metric})`;
