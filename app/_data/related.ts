import { findQuestions, store } from '@/lib/store';
import type { Item, ItemWithDetail } from '@/lib/store/records';
import { questionId } from '@/lib/task/identity';
import type { AnyTask } from '@/lib/task/task';

/** Of the questions that the page of an item leads to, those that the store holds. */
export async function loadRelated(
  task: AnyTask,
  { targetId, body, detail }: Pick<ItemWithDetail, 'targetId' | 'body' | 'detail'>,
): Promise<Item[]> {
  const bodies = task.related?.(body, detail) ?? [];
  return findQuestions(
    store(),
    bodies.map((other) => questionId(task, targetId, other)),
  );
}
