import { mainOf } from '@/lib/explainer/name';
import type { AnyView } from '@/components/task/view';
import { facetText, SPLIT_FACET, verdictFacet } from '@/lib/task/facets';
import type { Role } from '@/lib/explainer/role';
import type { ExplainerRecord } from '@/lib/store/records';
import { VERDICTS, type Verdict } from '@/lib/words';

/**
 * Filters as addresses had them while lists knew explainers by their role and facets by a name each:
 * `?self=right&at=2&split=test`. Links of that time still stand in notes and papers.
 */
const EARLIER_VERDICTS: Readonly<Record<string, Role>> = {
  self: 'self',
  other: 'other',
  control: 'no-vector',
};

/** The query in today's form, the rest of it as it was; null where nothing of it is of an earlier one. */
export function todaysQuery(
  { earlierFilters = {} }: Pick<AnyView, 'earlierFilters'>,
  explainers: readonly ExplainerRecord[],
  query: URLSearchParams,
): URLSearchParams | null {
  const today = new URLSearchParams();
  let earlier = false;
  for (const [name, value] of query) {
    const role = EARLIER_VERDICTS[name];
    const facet = name === SPLIT_FACET ? SPLIT_FACET : earlierFilters[name];
    if (!role && !facet) {
      today.append(name, value);
      continue;
    }
    earlier = true;
    const explainer = role && mainOf(role, explainers);
    if (explainer && VERDICTS.includes(value as Verdict))
      today.append('verdict', verdictFacet(explainer.id, value as Verdict));
    if (facet && value) today.append('facet', facetText(facet, value));
  }
  return earlier ? today : null;
}
