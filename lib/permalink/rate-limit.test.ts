import { describe, expect, it } from 'vitest';
import { callerKey, RateLimit } from './rate-limit';

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

  it('can be asked without taking anything', () => {
    const limit = new RateLimit({ requests: 1, perMs: 1000 });
    expect(limit.wait('a', 0)).toBe(0);
    expect(limit.wait('a', 0)).toBe(0);
    expect(limit.take('a', 0)).toBe(0);
    expect(limit.wait('a', 400)).toBe(600);
  });

  it('says what is left and when there will be more', () => {
    const limit = new RateLimit({ requests: 2, perMs: 1000 });
    expect(limit.standing('a', 0)).toEqual({ left: 2, moreInMs: 1000 });
    limit.take('a', 100);
    expect(limit.standing('a', 300)).toEqual({ left: 1, moreInMs: 800 });
    limit.take('a', 400);
    limit.take('a', 500);
    expect(limit.standing('a', 600)).toEqual({ left: 0, moreInMs: 500 });
    expect(limit.standing('a', 1100)).toEqual({ left: 1, moreInMs: 300 });
  });

  it('serves forty thousand callers without a look at all of them for each', () => {
    const limit = new RateLimit({ requests: 30, perMs: 60_000 });
    const begun = process.cpuUsage();
    for (let i = 0; i < 40_000; i++) limit.take(`caller ${i}`, i / 10);
    // A tenth of a second of work; looking at all of them each time was twenty seconds.
    expect(process.cpuUsage(begun).user).toBeLessThan(3_000_000);
  });
});

describe('who counts as one caller', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['', ''],
  ])('%s is %s', (address, key) => {
    expect(callerKey(address)).toBe(key);
  });
});
