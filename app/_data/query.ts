import { isPlainText } from '@/lib/text-schema';

/** Next's form of a query as the standard one; of repeated parameters the first counts, and what is no text is left out. */
export function toQuery(params: Record<string, string | string[] | undefined>): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    const first = Array.isArray(value) ? value[0] : value;
    if (first !== undefined && isPlainText(first)) query.set(name, first);
  }
  return query;
}
