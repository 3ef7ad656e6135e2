import { z } from 'zod';
import { countSchema, idSchema, providerSchema } from '@/lib/schemas';
import { formsOf } from '@/lib/task/forms';
import type { AnyTask } from '@/lib/task/task';
import { SNAPSHOT_FORMAT } from './snapshot';

const explanationSchema = z.object({
  /** The smaller question that was asked. */
  place: z.record(z.string().max(40), countSchema.max(100_000)),
  explainerId: idSchema,
  text: z.string().max(2000),
  /** nats; null for rules. */
  logProbability: z.number().nullable(),
});
export type SnapshotExplanation = z.infer<typeof explanationSchema>;

export const snapshotSchema = z.object({
  format: z.literal(SNAPSHOT_FORMAT),
  task: idSchema,
  at: z.iso.datetime(),
  provider: providerSchema,
  /** SHA-256 of the target's weights. */
  contentHash: z.string().max(128),
  /** What was measured, in the form of the task's detail; null where a task has no places, and what was recorded stands. */
  detail: z.unknown(),
  explanations: z.array(explanationSchema).max(4096),
});
export type Snapshot = z.infer<typeof snapshotSchema>;

/** The snapshot in a store row, of today's form or an earlier one, or null when the row holds none of this task. */
export function readSnapshot(task: AnyTask, live: unknown): Snapshot | null {
  return readToday(task, live) ?? readToday(task, formsOf(task).earlierSnapshot?.(live));
}

function readToday(task: AnyTask, live: unknown): Snapshot | null {
  const parsed = snapshotSchema.safeParse(live);
  if (!parsed.success) return null;
  const detail = liveDetailSchema(task).safeParse(parsed.data.detail);
  if (parsed.data.task !== task.id || !detail.success) return null;
  const explanations = parsed.data.explanations.map((said) => ({
    ...said,
    place: (task.todaysPlace?.(said.place) ?? said.place) as SnapshotExplanation['place'],
  }));
  return { ...parsed.data, detail: detail.data, explanations };
}

/**
 * What a live detail of a task looks like. Where there are no places there is none: what was recorded is not measured again, and
 * explainers are asked about it as it stands.
 */
export const liveDetailSchema = (task: AnyTask): z.ZodType => (task.at ? formsOf(task).detail : z.null());
