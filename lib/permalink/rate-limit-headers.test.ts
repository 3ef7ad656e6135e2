import { expect, it } from 'vitest';
import { RateLimit } from './rate-limit';
import { rateLimitHeaders } from './rate-limit-headers';

it('says of each limit what it is and what is left of it', () => {
  const links = new RateLimit({ requests: 2, perMs: 60_000 });
  const attempts = new RateLimit({ requests: 5, perMs: 60_000 });
  links.take('a', 1000);
  links.take('a', 2000);
  attempts.take('a', 1000);
  expect(rateLimitHeaders({ links, attempts }, 'a', 11_500)).toEqual({
    'RateLimit-Policy': '"links";q=2;w=60, "attempts";q=5;w=60',
    RateLimit: '"links";r=0;t=50, "attempts";r=4;t=50',
  });
});
