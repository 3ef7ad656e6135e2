import type { AnyTask, Labelled } from './task';
import type { Split, Verdict } from '@/lib/words';

/**
 * Facets as text: `layer:2`. The same words filter lists, slice scores and count what a filter would leave. Every item
 * has those of its task, its split, and the verdict on each explanation: `house-a.patch.self.8000:right`.
 */

/** Facet of the split, beside those that a task names. */
export const SPLIT_FACET = 'split';

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
export function slicesOf(task: AnyTask, item: Labelled<unknown, unknown>): string[] {
  const sliced = new Set(task.facets.filter((facet) => facet.sliced).map(({ name }) => name));
  return facetsOf(task, item).filter((facet) => sliced.has(parseFacet(facet)[0]));
}

/** Everything an item can be found by. */
export function allFacets(
  task: AnyTask,
  item: Labelled<unknown, unknown> & {
    split: Split;
    explanations: readonly { explainerId: string; verdict: Verdict }[];
  },
): string[] {
  return [
    ...facetsOf(task, item),
    facetText(SPLIT_FACET, item.split),
    ...item.explanations.map(({ explainerId, verdict }) => verdictFacet(explainerId, verdict)),
  ];
}
