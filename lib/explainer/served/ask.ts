import { setTimeout as sleep } from 'node:timers/promises';
import PQueue from 'p-queue';
import pRetry from 'p-retry';
import { z } from 'zod';
import type { ServedSettings } from './settings';

/** Asks a server once and gives the text of its answer. */
export type Ask = (path: string, body: Record<string, unknown>, signal: AbortSignal) => Promise<string>;

/** Wait before the first repeated request; each next one waits twice as long, by chance up to twice that, and at most half a minute. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
/** Longest wait that a server's `Retry-After` is followed for. */
const LONGEST_ASKED_MS = 120_000;
/** Much of a complaint of a server is its own affairs. */
const MOST_COMPLAINT = 200;

/** A request that got no answer. */
class Unanswered extends Error {
  constructor(
    reason: string,
    /** Whether the same request may be answered later. */
    readonly passing: boolean,
    /** When the server wants to be asked again. */
    readonly afterMs = 0,
  ) {
    super(reason);
  }
}

const answerSchema = z.object({
  choices: z
    .array(
      z.union([
        z.object({ message: z.object({ content: z.string() }) }).transform(({ message }) => message.content),
        z.object({ text: z.string() }).transform(({ text }) => text),
      ]),
    )
    .min(1),
});
const complaintSchema = z.union([
  z.object({ error: z.object({ message: z.string() }) }).transform(({ error }) => error.message),
  z.object({ error: z.string() }).transform(({ error }) => error),
  z.object({ message: z.string() }).transform(({ message }) => message),
]);

/**
 * How a server is asked: so many requests a minute and at once, and again where it may answer later (it is away or too busy, too
 * slow, or says what cannot be read), each time after a longer wait.
 * The promise rejects with an Error of one line that names the server, never the key; or with the reason of the signal.
 *
 * @param key what the server knows its caller by
 */
export function asker(
  settings: ServedSettings,
  { key, firstWaitMs = FIRST_WAIT_MS }: { key?: string | undefined; firstWaitMs?: number } = {},
): Ask {
  const { url, perMinute, atOnce, retries } = settings;
  const queue = new PQueue({ concurrency: atOnce, interval: 60_000 / perMinute, intervalCap: 1 });
  return async (path, body, signal) => {
    const once = () => queue.add(() => request(settings, path, body, key, signal), { signal });
    try {
      return await pRetry(once, {
        retries,
        minTimeout: firstWaitMs,
        maxTimeout: LONGEST_WAIT_MS,
        randomize: true,
        signal,
        shouldRetry: ({ error }) => error instanceof Unanswered && error.passing,
        onFailedAttempt: async ({ error, retriesLeft }) => {
          if (error instanceof Unanswered && retriesLeft > 0)
            await sleep(error.afterMs, undefined, { signal });
        },
      });
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof Unanswered)) throw error;
      const times = error.passing && retries > 0 ? `, after ${retries + 1} requests` : '';
      throw new Error(`${url} does not answer: ${error.message}${times}`, { cause: error });
    }
  };
}

async function request(
  { url, timeoutSeconds }: ServedSettings,
  path: string,
  body: Record<string, unknown>,
  key: string | undefined,
  stopped: AbortSignal,
): Promise<string> {
  const late = AbortSignal.timeout(1000 * timeoutSeconds);
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${url.replace(/\/+$/, '')}/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(key && { Authorization: `Bearer ${key}` }) },
      body: JSON.stringify(body),
      // A key is for the server that was named.
      redirect: 'error',
      signal: AbortSignal.any([stopped, late]),
    });
    text = await response.text();
  } catch (error) {
    stopped.throwIfAborted();
    if (late.aborted) throw new Unanswered(`nothing within ${timeoutSeconds} seconds`, true);
    throw new Unanswered(reasonOf(error), true);
  }
  if (!response.ok) throw refused(response, text);
  const answer = answerSchema.safeParse(jsonOf(text));
  if (!answer.success) throw new Unanswered('its answer is not one of this API', true);
  return answer.data.choices[0]!;
}

/** What a status other than 200 says. */
function refused({ status, headers }: Response, text: string): Unanswered {
  const complaint = complaintSchema
    .safeParse(jsonOf(text))
    .data?.replace(/\s+/g, ' ')
    .slice(0, MOST_COMPLAINT);
  const passing = status >= 500 || [408, 409, 425, 429].includes(status);
  return new Unanswered(
    `HTTP ${status}${complaint ? ` (${complaint})` : ''}`,
    passing,
    Math.min(LONGEST_ASKED_MS, waitOf(headers.get('Retry-After'))),
  );
}

/** `Retry-After` is a number of seconds or a date. */
function waitOf(header: string | null): number {
  if (header === null) return 0;
  const ms = /^\d+$/.test(header.trim()) ? 1000 * Number(header) : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : 0;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Of a request that failed, undici's own message says only that it did. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as Error;
  return cause instanceof Error ? ('code' in cause ? String(cause.code) : cause.message) : message;
}
