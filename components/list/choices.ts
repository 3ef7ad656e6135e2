import { count } from '@/components/format/number';
import { SPLIT_NAMES, VERDICT_NAMES } from '@/components/format/words';
import { parseVerdictFilter, type Filters } from '@/lib/api/query';
import type { FacetCounts } from '@/lib/store';
import { facetText, parseFacet, SPLIT_FACET, verdictFacet } from '@/lib/task/facets';
import { VERDICTS, type Split, type Verdict } from '@/lib/words';
import type { ListWords } from './list-words';

/** A filter as a select of one choice. Addresses may hold several values of it, which are then one more choice. */
export interface Choice {
  name: string;
  label: string;
  options: { value: string; name: string }[];
  /** What is chosen; empty for any. */
  value: string;
}

/** Joins several chosen values to one option; no value holds it. */
const BETWEEN = '\n';

/** A filter for each facet, in the order they come; the split where there is something to choose. */
export function facetChoices(facets: readonly FacetCounts[], filters: Filters): Choice[] {
  return facets.flatMap(({ name, label, values }): Choice[] => {
    const chosen = chosenOf(filters.facets.map(parseFacet), name);
    // One split is no choice, unless an address asks for another.
    const known = values.map(({ value }) => value);
    if (name === SPLIT_FACET && known.length < 2 && chosen.every((value) => known.includes(value))) return [];
    const nameOf = (value: string) =>
      name === SPLIT_FACET
        ? (SPLIT_NAMES[value as Split] ?? value)
        : (values.find((known) => known.value === value)?.label ?? value);
    const options = values.map(({ value, count: n }) => ({ value, name: `${nameOf(value)} (${count(n)})` }));
    return [{ name, label, ...withChosen(options, chosen, nameOf) }];
  });
}

/** The order of the list as a select: each number that it can go by, from either end. */
export function sortChoice(sorts: ListWords['sorts'], { sort = '' }: Filters): Choice {
  const options = sorts.flatMap(({ name, label, ends: [most, least] }) => [
    { value: name, name: `${label}, ${most}` },
    { value: `-${name}`, name: `${label}, ${least}` },
  ]);
  const known = options.some(({ value }) => value === sort);
  return { name: 'sort', label: 'order', options, value: known ? sort : '' };
}

/** The filter of the verdict on one explainer. */
export function verdictChoice(explainerId: string, filters: Filters): Omit<Choice, 'label'> {
  const nameOf = (value: string) => VERDICT_NAMES[value as keyof typeof VERDICT_NAMES] ?? value;
  const options = VERDICTS.map((value) => ({ value, name: nameOf(value) }));
  const chosen = chosenOf(filters.verdicts.map(parseVerdictFilter), explainerId);
  return { name: explainerId, ...withChosen(options, chosen, nameOf) };
}

const NOT_RIGHT = VERDICTS.filter((verdict) => verdict !== 'right');

/** Who of two is right, by the verdicts that both are then filtered by. */
const AGREEMENTS: readonly { value: string; name: string; of: readonly (readonly Verdict[])[] }[] = [
  { value: 'both', name: 'both right', of: [['right'], ['right']] },
  { value: 'self', name: 'self alone right', of: [['right'], NOT_RIGHT] },
  { value: 'other', name: 'other alone right', of: [NOT_RIGHT, ['right']] },
  { value: 'neither', name: 'neither right', of: [NOT_RIGHT, NOT_RIGHT] },
];

/** Ids of self and other. */
type Pair = readonly [self: string, other: string];

/** The filter of whether self and other are right about the same. It stands for verdicts on both, which say the same at more length. */
export function agreementChoice(pair: Pair, filters: Filters): Choice {
  const named = filters.verdicts.map(parseVerdictFilter);
  const chosen = pair.map((id) => chosenOf(named, id).sort().join());
  const isChosen = ({ of }: (typeof AGREEMENTS)[number]) =>
    of.every((verdicts, i) => [...verdicts].sort().join() === chosen[i]);
  return {
    name: 'agreement',
    label: 'agreement',
    options: AGREEMENTS.map(({ value, name }) => ({ value, name })),
    value: AGREEMENTS.find(isChosen)?.value ?? '',
  };
}

/** The filters with another agreement of self and other; none for null. */
export function chooseAgreement(filters: Filters, pair: Pair, value: string | null): Filters {
  const found = AGREEMENTS.find((one) => one.value === value);
  return pair.reduce((all, id, i) => chooseVerdict(all, id, found?.of[i]?.join(BETWEEN) ?? null), filters);
}

/** The filters with other values of one facet; none for null. */
export const chooseFacet = (filters: Filters, name: string, value: string | null): Filters => ({
  ...filters,
  facets: [
    ...filters.facets.filter((facet) => parseFacet(facet)[0] !== name),
    ...partsOf(value).map((part) => facetText(name, part)),
  ],
});

/** The filters with another verdict on one explainer; none for null. */
export const chooseVerdict = (filters: Filters, explainerId: string, value: string | null): Filters => ({
  ...filters,
  verdicts: [
    ...filters.verdicts.filter((verdict) => parseVerdictFilter(verdict)[0] !== explainerId),
    ...partsOf(value).map((part) => verdictFacet(explainerId, part as (typeof VERDICTS)[number])),
  ],
});

const partsOf = (value: string | null): string[] => (value ? value.split(BETWEEN) : []);

const chosenOf = (named: readonly (readonly [string, string])[], name: string): string[] =>
  named.flatMap(([own, value]) => (own === name ? [value] : []));

/** The options with what is chosen among them, be it several values or one that no question has. */
function withChosen(
  options: readonly { value: string; name: string }[],
  chosen: readonly string[],
  nameOf: (value: string) => string,
): Pick<Choice, 'options' | 'value'> {
  const value = chosen.join(BETWEEN);
  if (value === '' || options.some((option) => option.value === value))
    return { options: [...options], value };
  return { options: [...options, { value, name: chosen.map(nameOf).join(' or ') }], value };
}
