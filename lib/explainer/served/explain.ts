import type { AnyTask } from '@/lib/task/task';
import type { Asked } from '../prompt';
import type { Explained } from '../trained';
import type { Ask } from './ask';
import { questionOf, requestOf, type Briefing } from './prompt';
import type { ServedSettings } from './settings';

/** What a server said. It tells neither probabilities nor where it ran. */
export interface ServedAnswer extends Omit<Explained, 'provider' | 'logProbability'> {
  logProbability: null;
  provider: 'http';
}

/** Answers that were given before, by what was sent. */
export interface Memory {
  get(sent: string): string | undefined | Promise<string | undefined>;
  /** Rejects where it cannot be kept. */
  set(sent: string, answer: string): Promise<void>;
}

/** An explainer behind HTTP, ready to be asked. */
export interface ServedExplainer {
  settings: ServedSettings;
  ask: Ask;
  briefing: Briefing;
  memory: Memory;
}

/** Longest answer that is kept, in characters. */
const MOST_TEXT = 2000;

/**
 * Asks an explainer behind HTTP, as `explain` asks a trained one: answers are in the order of the questions. It sees the words
 * of a question alone. What was answered before is not asked again, and stays answered where a later question fails.
 *
 * @param onAnswer called with the number of questions that are answered
 * @throws Error that names the server and what was wrong, of the first question that got no answer; the reason of the signal
 */
export async function explainServed(
  task: AnyTask,
  { settings, ask, briefing, memory }: ServedExplainer,
  questions: readonly Pick<Asked, 'body'>[],
  { signal, onAnswer }: { signal?: AbortSignal; onAnswer?: (count: number) => void } = {},
): Promise<ServedAnswer[]> {
  const failed = new AbortController();
  const stop = AbortSignal.any([failed.signal, ...(signal ? [signal] : [])]);
  let answered = 0;
  const one = async ({ body }: Pick<Asked, 'body'>): Promise<ServedAnswer> => {
    const request = requestOf(settings, briefing, questionOf(task, body));
    const sent = JSON.stringify([settings.url, request.path, request.body]);
    let text = await memory.get(sent);
    if (text === undefined) {
      // A signal of its own: thousands of questions that listen to one look like a leak.
      const own = AbortSignal.any([stop]);
      text = (await ask(request.path, request.body, own)).trim().slice(0, MOST_TEXT);
      await memory.set(sent, text);
    }
    onAnswer?.(++answered);
    return { text, said: null, logProbability: null, provider: 'http' };
  };
  const answers = questions.map((question) =>
    one(question).catch((error: unknown) => {
      // The others would fail in the same way, each after all its waits.
      if (!stop.aborted) failed.abort(error);
      throw error;
    }),
  );
  const settled = await Promise.allSettled(answers);
  stop.throwIfAborted();
  return settled.map((result) => (result as PromiseFulfilledResult<ServedAnswer>).value);
}
