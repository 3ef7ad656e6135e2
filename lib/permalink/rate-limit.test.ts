import { describe, expect, it } from 'vitest';
import { RateLimit } from './rate-limit';

describe('a rate limit', () => {
  it('lets through what the rule allows and says how long to wait for more', () => {
    const limit = new RateLimit({ requests: 2, perMs: 1000 });
    expect(limit.take('a', 0)).toBe(0);
    expect(limit.take('a', 400)).toBe(0);
    expect(limit.take('a', 500)).toBe(500);
    expect(limit.take('a', 1000)).toBe(0);
    expect(limit.take('a', 1100)).toBe(300);
  });

  it('counts each caller alone', () => {
    const limit = new RateLimit({ requests: 1, perMs: 1000 });
    expect(limit.take('a', 0)).toBe(0);
    expect(limit.take('b', 0)).toBe(0);
    expect(limit.take('a', 1)).toBe(999);
  });
});
