import { afterEach, expect, it, vi } from 'vitest';
import { fetchAnswer } from './fetch-answer';
import { problem } from './problem';

afterEach(() => vi.unstubAllGlobals());

const ask = (fetch: () => Promise<Response>, signal = new AbortController().signal) => {
  vi.stubGlobal('fetch', fetch);
  return fetchAnswer('/api/v1/models', signal);
};

it('gives what was answered, and the line of an error as it stands', async () => {
  expect(await ask(async () => Response.json({ models: [] }))).toEqual({ models: [] });
  const busy = 'The server has more to do than it can answer in time.';
  await expect(ask(async () => Response.json(problem(503, busy), { status: 503 }))).rejects.toThrow(busy);
});

it('gives a text that the answer itself calls its detail', async () => {
  const item = { id: 'q', detail: 'a map' };
  expect(await ask(async () => Response.json(item))).toEqual(item);
});

it('says so where nothing of the API answers', async () => {
  await expect(ask(async () => new Response('<html>', { status: 502 }))).rejects.toThrow(/HTTP 502/);
  await expect(ask(() => Promise.reject(new TypeError('Failed to fetch')))).rejects.toThrow(
    /cannot be reached/,
  );
});

it('ends as its signal says', async () => {
  const left = AbortSignal.abort();
  await expect(ask(() => Promise.reject(left.reason), left)).rejects.toBe(left.reason);
});
