import type { VerdictRules } from '@/components/format/words';
import type { AnyView } from '@/components/task/view';
import type { Sort } from '@/lib/task/task';

/** What a list says of its task, and what a reader can do there: all of a view that its script needs. */
export interface ListWords {
  path: string;
  name: string;
  asks: string;
  items: string;
  searches: string;
  verdicts: VerdictRules;
  /** What the list can be put in the order of. */
  sorts: readonly Pick<Sort, 'name' | 'label' | 'ends'>[];
  /** Readers may ask on input of their own. */
  takesOwn: boolean;
  /** The answer can be predicted first. */
  predictable: boolean;
}

export const listWords = ({ task, name, asks, items, searches, verdicts }: AnyView): ListWords => ({
  ...{ path: task.path, name, asks, items, searches, verdicts },
  sorts: (task.sorts ?? []).map(({ name, label, ends }) => ({ name, label, ends })),
  takesOwn: task.own !== undefined,
  predictable: task.prediction !== undefined,
});
