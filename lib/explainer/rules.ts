import { rollup } from 'd3-array';
import type { AnyTask, Labelled, Rule } from '@/lib/task/task';

type AnyLabelled = Labelled<unknown, unknown>;

/** Every rule that can be asked about a task: its own, and the majority. */
export const rulesOf = (task: AnyTask): Rule<unknown, unknown>[] => [...task.rules, majority(task)];

/**
 * The most frequent right answer among training questions of the same cell of `Task.stratum`; of all training questions
 * where that cell is new. Ties go to the answer met first.
 */
export function majority(task: AnyTask): Rule<unknown, unknown> {
  const cellOf = ({ body, truth }: AnyLabelled) => task.stratum(body, truth).cell;
  return {
    id: 'majority',
    name: 'majority',
    meaning: 'The most frequent training answer for the same cell.',
    sees: 'training-answers',
    make(training) {
      const mostFrequent = (items: readonly AnyLabelled[]): string | undefined => {
        const counts = rollup(
          items,
          (some) => some.length,
          ({ truth }) => task.answer(truth),
        );
        let best: [string, number] | undefined;
        for (const entry of counts) if (!best || entry[1] > best[1]) best = entry;
        return best?.[0];
      };
      const overall = mostFrequent(training);
      if (overall === undefined) throw new Error('the majority rule needs at least one training question');
      const best = rollup(training, mostFrequent, cellOf);
      return { say: (item) => best.get(cellOf(item)) ?? overall };
    },
  };
}
