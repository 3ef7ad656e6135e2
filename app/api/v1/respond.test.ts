import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Problem } from '@/lib/api/problem';
import { RequestError, respond } from './respond';

const answer = async (error: unknown) => {
  const response = await respond(() => Promise.reject(error));
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const { detail: line, status, instance } = (await response.json()) as Problem;
  expect(status).toBe(response.status);
  return { status, retry: response.headers.get('retry-after'), line, instance };
};

describe('an answer of the API', () => {
  it('says 503 and when to come again while the store is away', async () => {
    const away = Object.assign(new Error("Can't reach database server"), { code: 'P1001' });
    expect(await answer(away)).toMatchObject({ status: 503, retry: '5' });
  });

  it('says 500 of a fault, and nothing of what it is', async () => {
    const { status, retry, line, instance } = await answer(new TypeError('secret of the inside'));
    expect({ status, retry }).toEqual({ status: 500, retry: null });
    expect(line).not.toContain('secret');
    expect(instance).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
  });

  it('says what there is to say beside its body, errors as well', async () => {
    const headers = () => ({ RateLimit: '"links";r=1;t=60' });
    for (const work of [async () => ({}), () => Promise.reject(new RequestError('No.'))])
      expect((await respond(work, { headers })).headers.get('ratelimit')).toBe('"links";r=1;t=60');
  });

  it('names the mistake of who asks', async () => {
    expect(await answer(new RequestError('Too many.', 429, { 'Retry-After': '7' }))).toEqual({
      status: 429,
      retry: '7',
      line: 'Too many.',
    });
    const invalid = z.object({ limit: z.number() }).safeParse({ limit: 'x' }).error;
    expect(await answer(invalid)).toMatchObject({ status: 400, line: expect.stringMatching(/^limit: /) });
  });
});
