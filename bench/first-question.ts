import { questionsPath } from '@/lib/api/paths';
import { patch } from '@/lib/task/patch';

/**
 * The patch question that a list of the app at an address begins with.
 * @throws Error where it has none about this target
 */
export async function firstQuestion(address: string, target: string): Promise<string> {
  const query = new URLSearchParams({ task: patch.id, target, limit: '1' });
  const response = await fetch(new URL(questionsPath(query), address));
  const { items } = (await response.json()) as { items?: { id: string }[] };
  if (!items?.[0]) throw new Error(`${address} has no patch question of ${target}`);
  return items[0].id;
}
