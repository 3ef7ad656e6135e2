import { InvalidArgumentError, Option } from 'commander';

import { allTasks, findTask } from '@/lib/task/tasks';

/** `--task`, which every stage that handles questions takes; the first task unless given. */
export function taskOption(): Option {
  const ids = allTasks().map(({ id }) => id);
  return new Option('--task <name>', `what kind of question: ${ids.join(', ')}`)
    .default(ids[0])
    .argParser((value) => {
      if (!findTask(value)) throw new InvalidArgumentError(`There are ${ids.join(', ')}.`);
      return value;
    });
}
