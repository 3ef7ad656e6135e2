import { z } from 'zod';
import { countSchema, idSchema, providerSchema } from '@/lib/schemas';
import type { AnyTask, Place } from '@/lib/task/task';
import type { Verdict } from '@/lib/words';

/**
 * Live results as they stood when a link was made: what was measured, what the explainers said, where and with which
 * weights. It is shown as recorded then, never as measured by the project. Verdicts are not part of it: they follow from
 * what was measured and said.
 */

export const SNAPSHOT_FORMAT = 2;

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

/** A snapshot with as few bytes as it needs: figures to six digits. */
export function compactSnapshot(snapshot: Snapshot): Snapshot {
  const short = (value: unknown): unknown => {
    if (typeof value === 'number') return Number(value.toPrecision(6));
    if (Array.isArray(value)) return value.map(short);
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, short(inner)]));
    return value;
  };
  return {
    ...snapshot,
    ...(short({ detail: snapshot.detail, explanations: snapshot.explanations }) as object),
  };
}

/** The snapshot in a store row, of today's form or an earlier one, or null when the row holds none of this task. */
export function readSnapshot(task: AnyTask, live: unknown): Snapshot | null {
  const parsed = snapshotSchema.safeParse(live);
  if (parsed.success) {
    const detail = liveDetailSchema(task).safeParse(parsed.data.detail);
    if (parsed.data.task !== task.id || !detail.success) return null;
    const explanations = parsed.data.explanations.map((said) => ({
      ...said,
      place: (task.todaysPlace?.(said.place) ?? said.place) as SnapshotExplanation['place'],
    }));
    return { ...parsed.data, detail: detail.data, explanations };
  }
  const earlier = task.earlierSnapshot?.(live);
  return earlier ? readSnapshot(withoutEarlier(task), earlier) : null;
}

/**
 * What a live detail of a task looks like. Where there are no places there is none: what was recorded is not measured again, and
 * explainers are asked about it as it stands.
 */
export const liveDetailSchema = (task: AnyTask): z.ZodType => (task.at ? task.schema.detail : z.null());

const withoutEarlier = (task: AnyTask): AnyTask => ({ ...task, earlierSnapshot: () => null });

/**
 * What follows from what a snapshot says was measured and said: null where its place measured nothing.
 *
 * @param recorded truth of the question, by which what was said is judged where the task has no places
 */
export function snapshotVerdict(
  task: AnyTask,
  body: unknown,
  { detail }: Pick<Snapshot, 'detail'>,
  { place, text }: { place: Place; text: string },
  recorded?: unknown,
): Verdict | null {
  if (!task.at) return recorded === undefined ? null : task.judge(text, recorded).verdict;
  const asked = task.at(body, detail, place);
  return asked ? task.judge(text, asked.truth).verdict : null;
}
