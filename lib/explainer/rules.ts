import { rollup } from 'd3-array';
import { bestReader, cellKey } from './best-reader';
import { COMMON_RULE_WORDS, groupMajorityWords } from '@/lib/task/rule-words';
import { rulesOfTask } from '@/lib/task/rules';
import type { AnyTask, Posed, Rule, Stratum } from '@/lib/task/task';

type Item = Posed<unknown, unknown>;

/** Every rule that can be asked about a task: its own, and the majorities. */
export function rulesOf(task: AnyTask): Rule<unknown, unknown>[] {
  const majorities = [
    overallMajority(task),
    majority(task),
    ...(task.group === undefined ? [] : [groupMajority(task, task.group)]),
  ];
  const all = [...rulesOfTask(task.id), ...majorities];
  return [...all, bestReader(task, all)];
}

/** The most frequent right answer of all training questions. */
const overallMajority = (task: AnyTask): Rule<unknown, unknown> => ({
  id: 'majority-overall',
  ...COMMON_RULE_WORDS['majority-overall'],
  aside: true,
  sees: 'training-answers',
  learns: true,
  make: (training) => mostFrequentBy(task, training, []),
});

/**
 * The most frequent right answer among training questions of the same cell of `Task.stratum`; of all training questions
 * where that cell is new. Ties go to the answer met first.
 */
export function majority(task: AnyTask): Rule<unknown, unknown> {
  return {
    id: 'majority',
    ...COMMON_RULE_WORDS['majority'],
    sees: 'training-answers',
    learns: true,
    make: (training) => mostFrequentBy(task, training, [cellKey]),
  };
}

/** The same for cell and group together: what the text gives away without being read any further. */
function groupMajority(task: AnyTask, group: string): Rule<unknown, unknown> {
  return {
    id: 'majority-group',
    ...groupMajorityWords(group),
    sees: 'training-answers',
    learns: true,
    make: (training) =>
      mostFrequentBy(task, training, [(of) => `${cellKey(of)}\t${of.group ?? ''}`, cellKey]),
  };
}

/** Says the most frequent answer of the first of the keys that training questions have, and of all where none has. */
function mostFrequentBy(
  task: AnyTask,
  training: readonly Item[],
  keys: readonly ((of: Stratum) => string)[],
) {
  const stratumOf = ({ body, truth }: Item) => task.stratum(body, truth);
  const mostFrequent = (items: readonly Item[]): string | undefined => {
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
  const tables = keys.map((key) => ({
    key,
    best: rollup(training, mostFrequent, (item) => key(stratumOf(item))),
  }));
  return {
    say(item: Item): string {
      for (const { key, best } of tables) {
        const found = best.get(key(stratumOf(item)));
        if (found !== undefined) return found;
      }
      return overall;
    },
  };
}
