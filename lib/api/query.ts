import { isPlainText } from '@/lib/plain-text';
import { parseFacet } from '@/lib/task/facets';
import { VERDICTS, type Verdict } from '@/lib/words';

/**
 * Which questions of a task are meant, as it stands in an address: `facet=layer:2`, `verdict=<explainer>:right`, `q=text`,
 * each of the first two any number of times. The same names serve the page, the API and the links to questions,
 * so that `j` and `k` follow the list a reader came from.
 *
 * Values of one facet, and verdicts on one explainer, widen (right or partly); different ones narrow.
 */
export interface Filters {
  facets: string[];
  verdicts: string[];
  /** Part of what the task calls its text, in any case. */
  q?: string | undefined;
  /** Name of a number that the task sorts by, the largest first; with `-` before it the smallest. */
  sort?: string | undefined;
}

export const NO_FILTERS: Filters = { facets: [], verdicts: [] };

/** Shortest text that is searched for: the index holds three letters at a time. */
export const SHORTEST_SEARCH = 3;
export const LONGEST_SEARCH = 200;
export const MOST_FILTERS = 20;
export const LONGEST_FILTER = 400;

/** A facet and its value, as in `layer:2`; an explainer and a verdict on it. */
export const FACET_FORM = /^[^:]+:/;
export const SORT_FORM = /^-?[a-z]{1,40}$/;
export const VERDICT_FORM = new RegExp(`:(${VERDICTS.join('|')})$`);

/** The filters of an address that a reader may have edited: what cannot be read (`query-schema.ts`) is left out. */
export function readFilters(query: URLSearchParams): Filters {
  const valid = (form: RegExp, name: string) =>
    [...new Set(query.getAll(name))]
      .filter((value) => value.length <= LONGEST_FILTER && form.test(value) && isPlainText(value))
      .slice(0, MOST_FILTERS);
  const q = (query.get('q') ?? '').trim();
  const sort = query.get('sort') ?? '';
  return {
    facets: valid(FACET_FORM, 'facet'),
    verdicts: valid(VERDICT_FORM, 'verdict'),
    q: q.length >= SHORTEST_SEARCH && q.length <= LONGEST_SEARCH && isPlainText(q) ? q : undefined,
    sort: SORT_FORM.test(sort) ? sort : undefined,
  };
}

/** The filters as a query, in one order; empty when there are none. */
export function filterQuery({ facets, verdicts, q, sort }: Filters): string {
  const query = new URLSearchParams();
  for (const facet of [...facets].sort()) query.append('facet', facet);
  for (const verdict of [...verdicts].sort()) query.append('verdict', verdict);
  if (q) query.set('q', q);
  if (sort) query.set('sort', sort);
  return query.toString();
}

/** The values of one facet that the filters name. */
export const valuesOf = (filters: Filters, name: string): string[] =>
  filters.facets.flatMap((facet) => {
    const [facetName, value] = parseFacet(facet);
    return facetName === name ? [value] : [];
  });

/** `[explainer, verdict]` of a verdict filter. */
export function parseVerdictFilter(text: string): [explainerId: string, verdict: Verdict] {
  const at = text.lastIndexOf(':');
  return [text.slice(0, at), text.slice(at + 1) as Verdict];
}

/** The sort of a query and its direction: `density` is the largest first, `-density` the smallest. */
export const parseSort = (text: string): { name: string; least: boolean } =>
  text.startsWith('-') ? { name: text.slice(1), least: true } : { name: text, least: false };

/** The filters without a sort that is none of these. */
export const withSortOf = (sorts: readonly { name: string }[] = [], filters: Filters): Filters =>
  sorts.some(({ name }) => name === parseSort(filters.sort ?? '').name)
    ? filters
    : { ...filters, sort: undefined };
