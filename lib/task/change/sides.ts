import { facetText, nameIn } from '../facets';
import type { Facet, Side } from '../task';

/** Whether the next word changes, as lists are filtered by it. */
export const CHANGE_FACET: Facet = {
  name: 'change',
  label: 'next word',
  value: nameIn({ changed: 'changes', unchanged: 'stays' }),
};

export const changeValue = (changed: boolean): string => (changed ? 'changed' : 'unchanged');

/** What a claim about change says, and is held against. */
export const sidesOf = (
  unchanged: readonly string[] = [facetText(CHANGE_FACET.name, changeValue(false))],
  changed: readonly string[] = [facetText(CHANGE_FACET.name, changeValue(true))],
): readonly [Side, Side] => [
  { name: 'unchanged', facets: unchanged },
  { name: 'changed', facets: changed },
];
