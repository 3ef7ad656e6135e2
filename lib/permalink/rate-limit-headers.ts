import type { RateLimit } from './rate-limit';

/**
 * Where a caller stands with each limit, as `RateLimit-Policy` and `RateLimit` say it (draft-ietf-httpapi-ratelimit-headers):
 * of `q` requests in `w` seconds `r` are left, and in `t` seconds there are more. Names are plain words, so that nothing in the
 * fields has to be escaped.
 */
export function rateLimitHeaders(
  limits: Readonly<Record<string, RateLimit>>,
  caller: string,
  now: number,
): { 'RateLimit-Policy': string; RateLimit: string } {
  const named = Object.entries(limits);
  const seconds = (ms: number) => Math.ceil(ms / 1000);
  return {
    'RateLimit-Policy': named
      .map(([name, { rule }]) => `"${name}";q=${rule.requests};w=${seconds(rule.perMs)}`)
      .join(', '),
    RateLimit: named
      .map(([name, limit]) => {
        const { left, moreInMs } = limit.standing(caller, now);
        return `"${name}";r=${left};t=${seconds(moreInMs)}`;
      })
      .join(', '),
  };
}
