import { expect, it } from 'vitest';
import { POST } from './route';

const send = (caller: string) =>
  POST(
    new Request('http://site.invalid/api/v1/permalinks', {
      method: 'POST',
      headers: { 'x-forwarded-for': caller, 'content-type': 'application/json' },
      body: '{ not json',
    }),
  );

it('reads what a caller sends at most 120 times a minute, though it stores nothing of it', async () => {
  for (let i = 0; i < 120; i++) expect((await send('198.51.100.1')).status).toBe(400);
  const refused = await send('198.51.100.1');
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await send('198.51.100.2')).status).toBe(400);
  expect(refused.headers.get('ratelimit')).toMatch(/^"links";r=30;t=60, "attempts";r=0;t=\d+$/);
  expect(refused.headers.get('content-type')).toBe('application/problem+json');
});
