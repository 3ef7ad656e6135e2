import { z } from 'zod';
import type { PatchListInput } from '@/lib/store';

/**
 * The filters of the list of patch questions, as they stand in an address. The same names serve the page, the API
 * and the links to questions, so that `j` and `k` follow the list a reader came from.
 */

const verdict = z.enum(['right', 'partly', 'wrong', 'unknown']);

export const filterShape = {
  self: verdict.optional(),
  other: verdict.optional(),
  control: verdict.optional(),
  relation: z.string().min(1).max(200).optional(),
  at: z.coerce.number().int().min(0).max(1000).optional(),
  position: z.enum(['subject-final', 'relation', 'last', 'other']).optional(),
  pair: z.enum(['same-relation', 'same-object', 'other-relation']).optional(),
  split: z.enum(['train', 'validation', 'test']).optional(),
  q: z.string().trim().max(200).optional(),
};

const filtersSchema = z.object(filterShape);

export type ListFilters = z.infer<typeof filtersSchema>;

export const FILTER_NAMES = Object.keys(filterShape) as (keyof ListFilters)[];

const listQuerySchema = filtersSchema.extend({
  target: z.string('name a target, as in ?target=house-a').min(1).max(200),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** What the store is asked for under these filters. `control` is the verdict on the no-vector control. */
export function storeFilters(targetId: string, filters: ListFilters): PatchListInput {
  const verdicts = [
    { role: 'self' as const, verdict: filters.self },
    { role: 'other' as const, verdict: filters.other },
    { role: 'no-vector' as const, verdict: filters.control },
  ].flatMap((wanted) => (wanted.verdict ? [{ role: wanted.role, verdict: wanted.verdict }] : []));
  return {
    targetId,
    relation: filters.relation,
    layer: filters.at,
    positionType: filters.position,
    pairType: filters.pair,
    split: filters.split,
    search: filters.q || undefined,
    verdict: verdicts.length > 0 ? verdicts : undefined,
  };
}

/**
 * The store's question for a query of the API.
 * @throws ZodError naming the parameter
 */
export function parseListQuery(query: URLSearchParams): PatchListInput {
  const { target, cursor, limit, ...filters } = listQuerySchema.parse(withoutBlanks(query));
  return { ...storeFilters(target, filters), cursor, limit };
}

/** The filters of an address that a reader may have edited: what cannot be read is left out. */
export function readFilters(query: URLSearchParams): ListFilters {
  const given = withoutBlanks(query);
  const filters: Record<string, unknown> = {};
  for (const name of FILTER_NAMES) {
    const parsed = filterShape[name].safeParse(given[name]);
    if (parsed.success && parsed.data !== undefined) filters[name] = parsed.data;
  }
  return filters;
}

/** The filters as a query, in one order; empty when there are none. */
export function filterQuery(filters: ListFilters): string {
  const query = new URLSearchParams();
  for (const name of FILTER_NAMES) {
    const value = filters[name];
    if (value !== undefined && value !== '') query.set(name, String(value));
  }
  return query.toString();
}

const withoutBlanks = (query: URLSearchParams): Record<string, string> =>
  Object.fromEntries([...query].filter(([, value]) => value !== ''));

/** An address with a query, or without one when it is empty. */
export const withQuery = (path: string, query: string): string => (query ? `${path}?${query}` : path);
