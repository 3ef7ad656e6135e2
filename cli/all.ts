import { Command } from 'commander';

import { allTasks } from '@/lib/task/tasks';
import { recipeOf, targetIds } from './targets';
import { isTiny } from './scale';

/** Explainers of a tiny house learn just long enough to say something. */
const TINY_TRAINING = ['--examples', '20', '--steps', '20'];

/**
 * The commands that make a house from its packages to its bundle, in order: data, targets and what they can do, where information
 * moves, features, questions, what simple readers get, explainers, scores, bundle.
 */
export function stages(): string[][] {
  const targets = targetIds.filter((id) => recipeOf(id).data === 'grouped');
  const pairs = targets.flatMap((target) => allTasks().map((task) => ({ target, task: task.id })));
  const training = isTiny() ? TINY_TRAINING : [];
  return [
    ['data', '--recipe', 'grouped'],
    ...targets.map((target) => ['pretrain', target]),
    ...targets.map((target) => ['survey', target]),
    ...targets.map((target) => ['sae', target]),
    ...pairs.map(({ target, task }) => ['truth', target, '--task', task]),
    ...pairs.map(({ target, task }) => ['readers', target, '--task', task]),
    ...pairs.flatMap(({ target, task }) => [
      ['train', target, 'self', '--task', task, ...training],
      ['train', target, 'other', '--task', task, ...training],
      ['train', target, 'self', '--task', task, '--sees', 'no-vector', ...training],
    ]),
    ...pairs.map(({ target, task }) => ['evaluate', target, '--task', task]),
    ['bundle'],
  ];
}

/** `lab all`: runs every stage, from the packages to the bundle. */
export function allCommand(run: (args: readonly string[]) => Promise<number>): Command {
  return new Command('all')
    .description('run every stage, from data to bundle; with --scale tiny in less than two minutes')
    .action(async () => {
      for (const stage of stages()) {
        const line = `lab ${stage.join(' ')}`;
        console.log(`\n${line}`);
        const code = await run(stage);
        if (code !== 0) throw new Error(`stopped at: ${line}`);
      }
    });
}
