import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { RequestError, respond } from './respond';

const answer = async (error: unknown) => {
  const response = await respond(() => Promise.reject(error));
  const { error: line } = (await response.json()) as { error: string };
  return { status: response.status, retry: response.headers.get('retry-after'), line };
};

describe('an answer of the API', () => {
  it('says 503 and when to come again while the store is away', async () => {
    const away = Object.assign(new Error("Can't reach database server"), { code: 'P1001' });
    expect(await answer(away)).toMatchObject({ status: 503, retry: '5' });
  });

  it('says 500 of a fault, and nothing of what it is', async () => {
    const { status, retry, line } = await answer(new TypeError('secret of the inside'));
    expect({ status, retry }).toEqual({ status: 500, retry: null });
    expect(line).not.toContain('secret');
  });

  it('names the mistake of who asks', async () => {
    expect(await answer(new RequestError('Too many.', 429, 7))).toEqual({
      status: 429,
      retry: '7',
      line: 'Too many.',
    });
    const invalid = z.object({ limit: z.number() }).safeParse({ limit: 'x' }).error;
    expect(await answer(invalid)).toMatchObject({ status: 400, line: expect.stringMatching(/^limit: /) });
  });
});
