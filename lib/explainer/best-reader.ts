import { group, greatest } from 'd3-array';
import { COMMON_RULE_WORDS } from '@/lib/task/rule-words';
import type { AnyTask, Posed, Rule, Stratum } from '@/lib/task/task';

type Item = Posed<unknown, unknown>;

/** Training questions that readers are tried on, while they learn from the others: a fifth, and no more than these. */
export const MOST_TRIED = 2000;

/**
 * The rival that no explainer may be below: in each cell the rule that is right most often there, chosen on training questions
 * that the rules did not learn from.
 */
export function bestReader(task: AnyTask, rules: readonly Rule<unknown, unknown>[]): Rule<unknown, unknown> {
  const metric = task.metrics.find(({ headline }) => headline) ?? task.metrics[0]!;
  const cellOf = ({ body, truth }: Item) => cellKey(task.stratum(body, truth));
  return {
    id: 'best-reader',
    ...COMMON_RULE_WORDS['best-reader'],
    sees: 'vector',
    learns: true,
    make(training) {
      const tried = training.slice(0, Math.min(MOST_TRIED, Math.floor(training.length / 5)));
      const learned = rules.map((rule) => rule.make(training.slice(tried.length)));
      const better = (items: readonly Item[]) =>
        greatest(rules.keys(), (i) =>
          metric.of(items.map((item) => task.judge(learned[i]!.say(item), item.truth)))(),
        ) ?? 0;
      const overall = better(tried);
      const choice = new Map([...group(tried, cellOf)].map(([cell, items]) => [cell, better(items)]));
      const readers = rules.map((rule) => rule.make(training));
      return { say: (item) => readers[choice.get(cellOf(item)) ?? overall]!.say(item) };
    },
  };
}

/** The cell of a stratum, with its set. */
export const cellKey = ({ set = '', cell }: Stratum): string => `${set}\t${cell}`;
