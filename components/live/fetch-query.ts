import type { QueryClient, QueryKey } from '@tanstack/react-query';

/**
 * Data of a query as `fetch` has it, until the signal says that nobody wants it any more, which stops the query.
 * @throws what `fetch` throws, or the reason of `signal`
 */
export async function fetchUntil<T>(
  client: QueryClient,
  queryKey: QueryKey,
  fetch: () => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  const stop = () => void client.cancelQueries({ queryKey });
  signal.addEventListener('abort', stop);
  try {
    const data = await fetch();
    signal.throwIfAborted();
    return data;
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
