import { isPlainText } from '@/lib/plain-text';

/** Next's form of a query as the standard one; what repeats stays repeated, and what is no text is left out. */
export function toQuery(params: Record<string, string | string[] | undefined>): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params))
    for (const one of [value ?? []].flat()) if (isPlainText(one)) query.append(name, one);
  return query;
}
