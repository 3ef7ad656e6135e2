'use client';

import type { FetchQueryOptions, QueryKey } from '@tanstack/react-query';
import { queryClient } from './client';

/**
 * Of what stays for as long as the page does, such as weights: it never grows old, its address or its hash names what it is, and it
 * must not be compared or copied.
 */
export const KEPT = {
  staleTime: Infinity,
  gcTime: Infinity,
  retry: false,
  structuralSharing: false,
} as const;

/**
 * Data of a query, fetched unless it is there, until the signal says that nobody wants it any more, which stops the query.
 * @throws what the query throws, or the reason of `signal`
 */
export async function fetchUntil<T, Key extends QueryKey>(
  query: FetchQueryOptions<T, Error, T, Key>,
  signal: AbortSignal,
): Promise<T> {
  const client = queryClient();
  const stop = () => void client.cancelQueries({ queryKey: query.queryKey });
  signal.addEventListener('abort', stop);
  try {
    const data = await client.fetchQuery(query);
    signal.throwIfAborted();
    return data;
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
