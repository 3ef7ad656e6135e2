import { cache } from 'react';
import type { AnyView } from '@/components/task/view';
import { getQuestion, store } from '@/lib/store';
import type { ItemWithDetail, ModelRecord } from '@/lib/store/records';
import { readPart, readRoute } from './route';

const loadQuestion = cache(async (part: string): Promise<ItemWithDetail | null> => {
  const id = readPart(part);
  return id ? getQuestion(store(), id) : null;
});

/** The question of an address, with its target and its task; null where there is none, or where it is of others. */
export async function loadItem({
  question,
  ...params
}: {
  target: string;
  task: string;
  question: string;
}): Promise<{ target: ModelRecord; view: AnyView; item: ItemWithDetail } | null> {
  const [route, item] = await Promise.all([readRoute(params), loadQuestion(question)]);
  if (!route || !item || item.targetId !== route.target.id || item.task !== route.view.task.id) return null;
  return { ...route, item };
}
