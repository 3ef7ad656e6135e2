import { LRUCache } from 'lru-cache';

/** Callers remembered at a time. Who asks from more addresses than that pushes out their own first. */
const MAX_CALLERS = 20_000;

/**
 * At most `requests` of each caller in any window of `perMs` milliseconds. Time is passed in. One caller's count is found
 * and changed without a look at the others', and the one quiet for longest is forgotten where there are too many.
 */
export class RateLimit {
  private readonly taken = new LRUCache<string, number[]>({ max: MAX_CALLERS });

  constructor(readonly rule: Readonly<{ requests: number; perMs: number }>) {}

  /** Milliseconds until `caller` may make a request; 0 for at once. */
  wait(caller: string, now: number): number {
    const times = this.recent(caller, now);
    const oldest = times[0];
    return oldest !== undefined && times.length >= this.rule.requests ? oldest + this.rule.perMs - now : 0;
  }

  /** Takes one request at time `now`; 0 when it may go ahead, else milliseconds until it may. */
  take(caller: string, now: number): number {
    const wait = this.wait(caller, now);
    if (wait === 0) this.taken.set(caller, [...this.recent(caller, now), now]);
    return wait;
  }

  /** How many requests `caller` has left, and the milliseconds until there are more; the whole window where none was made. */
  standing(caller: string, now: number): { left: number; moreInMs: number } {
    const times = this.recent(caller, now);
    return {
      left: Math.max(0, this.rule.requests - times.length),
      moreInMs: (times[0] ?? now) + this.rule.perMs - now,
    };
  }

  private recent(caller: string, now: number): number[] {
    return (this.taken.get(caller) ?? []).filter((time) => time > now - this.rule.perMs);
  }
}

/** Who counts as one caller: an IPv4 address, or the subnet of 64 bits that a single line is given in IPv6. */
export function callerKey(address: string): string {
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.toLowerCase().split('%')[0]!.split('::');
  const left = head.split(':').filter(Boolean);
  const right = (tail ?? '').split(':').filter(Boolean);
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array<string>(zeros).fill('0'), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
