import { mainOf } from '@/lib/explainer/name';
import { verdictFacet } from '@/lib/task/facets';
import type { Role } from '@/lib/explainer/role';
import type { ExplainerRecord, Item } from '@/lib/store/records';
import type { Verdict } from '@/lib/words';

/** A kind of item that says something about explainers. */
export interface LookKind {
  title: string;
  verdicts: readonly [Role, Verdict][];
  /** The item to show: the one that tells most at a glance, or the one that tells least. */
  shows: 'most' | 'least';
}

export const LOOK_KINDS: readonly LookKind[] = [
  {
    title: 'only the model itself is right',
    verdicts: [
      ['self', 'right'],
      ['other', 'wrong'],
    ],
    shows: 'most',
  },
  {
    title: 'the other model is right, self is not',
    verdicts: [
      ['self', 'wrong'],
      ['other', 'right'],
    ],
    shows: 'most',
  },
  {
    title: 'both are wrong',
    verdicts: [
      ['self', 'wrong'],
      ['other', 'wrong'],
    ],
    shows: 'most',
  },
  // Where nothing much happens the text gives the answer away; anywhere else it was a lucky guess.
  { title: 'right without the vector', verdicts: [['no-vector', 'right']], shows: 'least' },
];

/** The explainers and the filters of a kind; null where the target has no explainer of a role that it names. */
export function lookOf(
  { verdicts }: LookKind,
  explainers: readonly ExplainerRecord[],
): { explainers: ExplainerRecord[]; verdicts: string[] } | null {
  const named = verdicts.flatMap(([role, verdict]) => {
    const explainer = mainOf(role, explainers);
    return explainer ? [{ explainer, filter: verdictFacet(explainer.id, verdict) }] : [];
  });
  return named.length < verdicts.length
    ? null
    : { explainers: named.map((n) => n.explainer), verdicts: named.map((n) => n.filter) };
}

/** The item of a kind that is shown: the first of those that tell most, or least. */
export function chooseItem<I extends Item>(
  items: readonly I[],
  { shows }: LookKind,
  telling: (item: I) => number,
): I | undefined {
  const sign = shows === 'most' ? -1 : 1;
  return [...items].sort((a, b) => sign * (telling(a) - telling(b)))[0];
}
