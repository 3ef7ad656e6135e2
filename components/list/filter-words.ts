import { VERDICT_NAMES, SPLIT_NAMES } from '@/components/format/words';
import { parseVerdictFilter, type Filters } from '@/lib/api/query';
import { explainerWord } from '@/lib/explainer/name';
import type { ExplainerRecord } from '@/lib/store/records';
import { facetNamed, parseFacet, SPLIT_FACET } from '@/lib/task/facets';
import type { AnyTask } from '@/lib/task/task';
import type { Split } from '@/lib/words';

/** What a list is filtered by, a line a filter, as its selects say it: `layer: 2 or 3`, `self: right`, `text: “Peru”`. */
export function filterWords(
  task: AnyTask,
  { facets, verdicts, q }: Filters,
  explainers: readonly ExplainerRecord[],
): string[] {
  const named = (id: string) => {
    const explainer = explainers.find((one) => one.id === id);
    return explainer ? explainerWord(explainer) : id;
  };
  return [
    ...linesOf(verdicts.map(parseVerdictFilter), named, (_, verdict) => VERDICT_NAMES[verdict]),
    ...linesOf(facets.map(parseFacet), (name) => labelOf(task, name), valueWord(task)),
    ...(q ? [`text: “${q}”`] : []),
  ];
}

function linesOf<Value extends string>(
  filters: readonly (readonly [string, Value])[],
  labelled: (name: string) => string,
  word: (name: string, value: Value) => string,
): string[] {
  const names = [...new Set(filters.map(([name]) => name))];
  return names.map((name) => {
    const values = filters.flatMap(([own, value]) => (own === name ? [word(name, value)] : []));
    return `${labelled(name)}: ${values.join(' or ')}`;
  });
}

const labelOf = (task: AnyTask, name: string) =>
  name === SPLIT_FACET ? SPLIT_FACET : (facetNamed(task, name)?.label ?? name);

const valueWord = (task: AnyTask) => (name: string, value: string) =>
  name === SPLIT_FACET
    ? (SPLIT_NAMES[value as Split] ?? value)
    : (facetNamed(task, name)?.value?.(value) ?? value);
