import { RequestError } from './respond';

/** @throws RequestError where a caller has to wait, which says how long. `what` is what there were too many of. */
export function refuseIf(waitMs: number, what: string): void {
  if (waitMs <= 0) return;
  const seconds = Math.ceil(waitMs / 1000);
  throw new RequestError(`Too many ${what} at once. Try again in ${seconds} seconds.`, 429, {
    'Retry-After': String(seconds),
  });
}
