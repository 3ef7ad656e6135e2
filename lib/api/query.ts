import { z } from 'zod';
import { parseFacet } from '@/lib/task/facets';
import { plainText } from '@/lib/text-schema';
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
}

export const NO_FILTERS: Filters = { facets: [], verdicts: [] };

/** Shortest text that is searched for: the index holds three letters at a time. */
export const SHORTEST_SEARCH = 3;
const MOST_FILTERS = 20;

export const facetSchema = plainText
  .min(1)
  .max(400)
  .regex(/^[^:]+:/, 'must be a facet and its value, as in layer:2');

export const verdictFilterSchema = plainText
  .min(1)
  .max(400)
  .regex(
    new RegExp(`:(${VERDICTS.join('|')})$`),
    'must be an explainer and a verdict, as in house2-b.patch.house2-b.60000:right',
  );

export const searchSchema = plainText
  .trim()
  .min(SHORTEST_SEARCH, `must have at least ${SHORTEST_SEARCH} letters`)
  .max(200);

/** The filters by the names that they have in a query. */
export const filterShape = {
  facet: z
    .array(facetSchema)
    .max(MOST_FILTERS)
    .default([])
    .describe('A facet and its value, as in `layer:2`; any number of times'),
  verdict: z
    .array(verdictFilterSchema)
    .max(MOST_FILTERS)
    .default([])
    .describe('An explainer and a verdict, as in `house2-b.patch.house2-b.60000:right`; any number of times'),
  q: searchSchema.optional().describe('Part of the text of the question, in any case'),
};

/** The filters of an address that a reader may have edited: what cannot be read is left out. */
export function readFilters(query: URLSearchParams): Filters {
  const valid = (schema: z.ZodType<string>, values: string[]) => [
    ...new Set(values.filter((value) => schema.safeParse(value).success)),
  ];
  const q = searchSchema.safeParse(query.get('q') ?? '');
  return {
    facets: valid(facetSchema, query.getAll('facet')).slice(0, MOST_FILTERS),
    verdicts: valid(verdictFilterSchema, query.getAll('verdict')).slice(0, MOST_FILTERS),
    q: q.success ? q.data : undefined,
  };
}

/** The filters as a query, in one order; empty when there are none. */
export function filterQuery({ facets, verdicts, q }: Filters): string {
  const query = new URLSearchParams();
  for (const facet of [...facets].sort()) query.append('facet', facet);
  for (const verdict of [...verdicts].sort()) query.append('verdict', verdict);
  if (q) query.set('q', q);
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
