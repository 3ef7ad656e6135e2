/**
 * At most `requests` of each caller in any window of `perMs` milliseconds. Time is passed in. Callers who have been
 * quiet for a window are forgotten, so that memory stays bounded by those who are not.
 */
export class RateLimit {
  private readonly taken = new Map<string, number[]>();

  constructor(private readonly rule: { requests: number; perMs: number }) {}

  /** Takes one request at time `now`; 0 when it may go ahead, else milliseconds until it may. */
  take(caller: string, now: number): number {
    const since = now - this.rule.perMs;
    for (const [key, times] of this.taken) if ((times.at(-1) ?? 0) <= since) this.taken.delete(key);
    const times = (this.taken.get(caller) ?? []).filter((time) => time > since);
    this.taken.set(caller, times);
    const oldest = times[0];
    if (oldest !== undefined && times.length >= this.rule.requests) return oldest + this.rule.perMs - now;
    times.push(now);
    return 0;
  }
}
