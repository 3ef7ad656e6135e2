import * as Comlink from 'comlink';
import type { inspectFolder } from '@/lib/engine/inspect-folder';
import type { asChatTurn } from '@/lib/model/chat-turn';

/** What `workers/inspect.worker.ts` does. */
interface Apart {
  inspectFolder: typeof inspectFolder;
  asChatTurn: typeof asChatTurn;
}

/**
 * Reads what somebody else wrote, and what may never end, in a worker of its own, so that the page goes on whatever it holds.
 *
 * @param patience milliseconds after which the worker is ended
 * @param late says then why
 * @throws Error of one line
 */
export async function apart<Result>(
  ask: (api: Comlink.Remote<Apart>) => Promise<Result>,
  { patience, late }: { patience: number; late: string },
): Promise<Result> {
  const worker = new Worker(new URL('../../workers/inspect.worker.ts', import.meta.url), { type: 'module' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ended = new Promise<never>((_, reject) => {
    worker.addEventListener('error', ({ message }) => reject(new Error(message || 'it cannot be read')));
    timer = setTimeout(() => reject(new Error(late)), patience);
  });
  try {
    return await Promise.race([ask(Comlink.wrap<Apart>(worker)), ended]);
  } finally {
    clearTimeout(timer);
    worker.terminate();
  }
}
