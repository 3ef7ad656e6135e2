import { filterQuery } from '@/lib/api/query';
import { facetText, SPLIT_FACET } from '@/lib/task/facets';

/** The held-out questions of a slice, as a list shows them. */
export const heldOutQuery = (slice: string): string =>
  filterQuery({ facets: [facetText(SPLIT_FACET, 'test'), slice], verdicts: [] });
