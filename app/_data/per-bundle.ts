import { loadContent } from './target';

/**
 * Keeps what `load` found, for each of its arguments, as long as the store holds the same: recorded rows change
 * with the bundle and with imports alone. What failed is not kept, nor what an empty store gave.
 */
export function perBundle<A extends string[], T>(
  load: (...args: A) => Promise<T>,
): (...args: A) => Promise<T> {
  let of: string | null = null;
  const kept = new Map<string, Promise<T>>();
  return async (...args) => {
    const bundle = await loadContent();
    if (bundle === null) return load(...args);
    if (bundle !== of) kept.clear();
    of = bundle;
    const key = JSON.stringify(args);
    const found = kept.get(key) ?? load(...args);
    kept.set(key, found);
    found.catch(() => kept.delete(key));
    return found;
  };
}
