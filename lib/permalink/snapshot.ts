import type { AnyTask, Place } from '@/lib/task/task';
import type { Verdict } from '@/lib/words';
import type { Snapshot } from './snapshot-schema';

export type { Snapshot, SnapshotExplanation } from './snapshot-schema';

/**
 * Live results as they stood when a link was made: what was measured, what the explainers said, where and with which
 * weights. It is shown as recorded then, never as measured by the project. Verdicts are not part of it: they follow from
 * what was measured and said.
 */

export const SNAPSHOT_FORMAT = 2;

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
