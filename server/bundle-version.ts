import { setTimeout as sleep } from 'node:timers/promises';

const FRESH_MS = 1_000;
const PATIENCE_MS = 500;

/**
 * Which bundle the store holds, asked for at most once a second. While the store does not answer it is the one held
 * last: recorded pages that are at hand stay readable until the store is back. Null before it ever answered, and while
 * it holds none.
 */
export function bundleVersion(
  read: () => Promise<string | null>,
  now: () => number = Date.now,
): () => Promise<string | null> {
  let known: string | null = null;
  let askedAt = -Infinity;
  let asking: Promise<void> | null = null;
  return async () => {
    if (now() - askedAt >= FRESH_MS && !asking) {
      askedAt = now();
      asking = read()
        .then((version) => void (known = version))
        .catch(() => undefined)
        .finally(() => (asking = null));
    }
    if (asking) await Promise.race([asking, sleep(PATIENCE_MS, undefined, { ref: false })]);
    return known;
  };
}
