import { z } from 'zod';
import type { AnyTask } from '@/lib/task/task';

/** Bodies about a text have its tokens, in the form in which they are shown. */
const aboutText = z.object({ tokens: z.array(z.string()) });

/**
 * A question as words alone: a wording of its task with texts and tokens as they are shown, and `vector` in the place of the
 * vector. It takes no tokenizer, and nothing of the target.
 *
 * @param wording one of the task's, or of an explainer's own; `{name}` is filled in by the task
 */
export function inWords(task: AnyTask, wording: string, body: unknown, vector: string): string {
  const tokens = aboutText.safeParse(body).data?.tokens ?? [];
  // A place in the list stands for each token, so that whatever the task picks of them can be read back.
  const slots = task.slots(body, { ids: tokens.map((_, i) => i), vector: new Float32Array(0) });
  return wording.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const slot = slots[name];
    if (!slot) return whole;
    if ('text' in slot) return slot.text;
    if ('vector' in slot) return vector;
    return slot.ids
      .map((i) => tokens[i] ?? '')
      .join('')
      .trim();
  });
}
