import type { AnyTask, Facet, Labelled } from './task';
import type { Split, Verdict } from '@/lib/words';

/**
 * Facets as text: `layer:2`. The same words filter lists, slice scores and count what a filter would leave. Every item
 * has those of its task, its split, and the verdict on each explanation: `house2-b.patch.house2-b.60000:right`.
 */

/** Facet of the split, beside those that a task names. */
export const SPLIT_FACET = 'split';

/**
 * Whether a held-out item's word is one that training questions have as an answer. It follows from those, not from the item,
 * which carries it as a mark.
 */
export const WORD_FACET: Facet = {
  name: 'word',
  label: 'word',
  value: (value) => (value === 'new' ? 'no answer of training' : 'an answer of training'),
  sliced: true,
  read: true,
};

export const wordMark = (isNew: boolean): string => facetText(WORD_FACET.name, isNew ? 'new' : 'known');

/** The facet of a task by its name, with those that all tasks have. */
export const facetNamed = (task: AnyTask, name: string): Facet | undefined =>
  [...task.facets, WORD_FACET].find((facet) => facet.name === name);

/** The facets that scores are taken over, in the order of the task. */
export const facetsSliced = (task: AnyTask): Facet[] =>
  [...task.facets, WORD_FACET].filter(({ sliced }) => sliced);

/** An item with what is known of it from beside it: facets as text. */
type Marked = Labelled<unknown, unknown> & { marks?: readonly string[] };

/** Names of a facet's values for readers; the value itself where it has none. */
export const nameIn =
  (names: Readonly<Record<string, string>>) =>
  (value: string): string =>
    names[value] ?? value;

export const facetText = (name: string, value: string | number): string => `${name}:${value}`;

/** `[name, value]` of a facet's text. Names hold no colon, and neither do verdicts: the ids of explainers may. */
export function parseFacet(text: string): [name: string, value: string] {
  const at = text.indexOf(':');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

export const verdictFacet = (explainerId: string, verdict: Verdict): string => `${explainerId}:${verdict}`;

/** The facets of an item that its task names, in the task's order. */
export function facetsOf(task: AnyTask, { body, truth }: Labelled<unknown, unknown>): string[] {
  const values = task.facetsOf(body, truth);
  return task.facets.flatMap(({ name }) =>
    [values[name] ?? []].flat().map((value) => facetText(name, value)),
  );
}

/** The slices that scores of an item count in, beside `all`. */
export function slicesOf(task: AnyTask, item: Marked): string[] {
  const sliced = new Set(task.facets.filter((facet) => facet.sliced).map(({ name }) => name));
  return [...facetsOf(task, item).filter((facet) => sliced.has(parseFacet(facet)[0])), ...(item.marks ?? [])];
}

/** Everything an item can be found by. */
export function allFacets(
  task: AnyTask,
  item: Marked & {
    split: Split;
    explanations: readonly { explainerId: string; verdict: Verdict }[];
  },
): string[] {
  return [
    ...facetsOf(task, item),
    ...(item.marks ?? []),
    facetText(SPLIT_FACET, item.split),
    ...item.explanations.map(({ explainerId, verdict }) => verdictFacet(explainerId, verdict)),
  ];
}
