import { type Known, MADE_UP } from '@/lib/api/examples';
import { mainOf } from '@/lib/explainer/name';
import { listQuestions, listRuns, store } from '@/lib/store';
import { allTasks } from '@/lib/task/tasks';
import { perBundle } from './per-bundle';
import { loadShown, loadTargets } from './target';

/** Things that the store holds, for examples that work as they stand; made-up ones of what it does not hold. */
export const loadKnown = perBundle(async (): Promise<Known> => {
  const [targets, runs] = await Promise.all([loadTargets(), listRuns(store())]);
  for (const { id: target, runId } of targets)
    for (const { id: task } of allTasks()) {
      const page = await listQuestions(store(), { targetId: target, task, facets: ['split:test'], limit: 1 });
      const shown = await loadShown(target, task);
      const explainer = mainOf('self', shown) ?? shown[0];
      const question = page.items[0];
      if (question && explainer) {
        const run = runs.find(({ id }) => id === (explainer.runId ?? runId)) ?? runs[0];
        return { target, task, question: question.id, explainer: explainer.id, run: run?.id ?? MADE_UP.run };
      }
    }
  return MADE_UP;
});
