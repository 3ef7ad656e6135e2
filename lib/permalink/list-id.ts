import type { ModelId } from '@/lib/words';

/** The id of a list of questions. */
export const listId = (target: ModelId, task: { path: string }): string => `${target}/${task.path}`;

/** Target and path of the task of a list. */
export function listedBy(id: string): { target: ModelId; path: string } {
  const [target = '', path = ''] = id.split('/');
  return { target, path };
}
