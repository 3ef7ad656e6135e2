import type { ChatTemplate } from '@/lib/model/chat-turn';

/** A template that has not written a turn by then (milliseconds) loops. */
const PATIENCE = 10_000;

/**
 * `asChatTurn` of a template that the page does not know, which may loop for ever.
 * @throws Error of one line that says why the template cannot be run
 */
export async function writeTurn(template: ChatTemplate, text: string): Promise<string> {
  const { apart } = await import('./apart');
  return apart((api) => api.asChatTurn(template, text), {
    patience: PATIENCE,
    late: `the chat template cannot be run: it did not end within ${PATIENCE / 1000} s`,
  });
}
