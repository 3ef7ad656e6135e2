import { unitHash } from '@/lib/hash';

/** The items in an order that looks random and depends on their keys alone. */
export function shuffledBy<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return items
    .map((item): [number, string, T] => [unitHash(keyOf(item)), keyOf(item), item])
    .sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0))
    .map(([, , item]) => item);
}
