import { Command } from 'commander';

import { allTasks, taskOf } from '@/lib/task/tasks';
import { explainerRecipes, offeredExplainers, trainWords } from './explainer-recipes';
import { recipeOf, targetIds } from './targets';
import { isTiny } from './scale';

/**
 * The commands that make a house from its packages to its bundle, in order: data, targets and what they can do, where information
 * moves, what their playgrounds open with, how alike they are, features, questions, what simple readers get, explainers, which
 * of them are shipped, scores, bundle; then what explainers say of every place, and questions of all splits to browse.
 */
export function stages(): string[][] {
  const targets = targetIds.filter((id) => recipeOf(id).data === 'grouped');
  const tasks = allTasks().map(({ id }) => id);
  const explainers = explainerRecipes();
  const explainedTargets = new Set(explainers.map(({ target }) => target));
  // In a tiny house the explained target goes all the way; of the others it is enough that they can be made and asked.
  const asked = targets.flatMap((target) =>
    (isTiny() && !explainedTargets.has(target) ? tasks.slice(0, 1) : tasks).map((task) => ({ target, task })),
  );
  const explained = asked.filter((one) =>
    explainers.some(({ target, task }) => target === one.target && task === one.task),
  );
  return [
    ['data', '--recipe', 'grouped'],
    ...targets.map((target) => ['pretrain', target]),
    ...targets.map((target) => ['survey', target]),
    ...targets.map((target) => ['opening', target]),
    ...[...explainedTargets].map((target) => ['kinship', target]),
    ...[...new Set(asked.filter(({ task }) => task === 'feature').map(({ target }) => target))].map(
      (target) => ['sae', target],
    ),
    ...asked.map(({ target, task }) => ['truth', target, '--task', task]),
    ...asked.map(({ target, task }) => ['readers', target, '--task', task]),
    ...explainers.map(trainWords),
    ...offeredExplainers().map((id) => ['ship', id]),
    ...explained.map(({ target, task }) => ['evaluate', target, '--task', task]),
    ['bundle'],
    // Maps are of questions that are recorded, and go into the bundle beside them.
    ...explained
      .filter(({ task }) => taskOf(task).places)
      .map(({ target, task }) => ['maps', target, '--task', task]),
    ['bundle', '--all-splits', 'feature'],
    ['results'],
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
