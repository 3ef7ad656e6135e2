import { MOST_TRIED } from '@/lib/explainer/best-reader';
import { rulesOf } from '@/lib/explainer/rules';
import type { ExplainerRecord } from '@/lib/store/records';
import type { AnyTask } from '@/lib/task/task';
import type { Answer } from './ask-trained';
import { poser } from './pose';
import type { TargetId } from './targets';
import type { TestQuestions } from './test-questions';

/** What the rules of a task say to the test questions. Those that learn from training questions speak only where there are some. */
export async function askRules(
  task: AnyTask,
  target: TargetId,
  { training, test }: TestQuestions,
): Promise<[ExplainerRecord, Answer[]][]> {
  const { pose, dispose } = await poser(target, task);
  const posed = await pose(test);
  // Of training questions, only those that readers are tried on are answered.
  const learned = [...(await pose(training.slice(0, MOST_TRIED))), ...training.slice(MOST_TRIED)];
  await dispose();
  return rulesOf(task)
    .filter(({ learns }) => !learns || training.length > 0)
    .map((rule) => {
      const { say } = rule.make(learned);
      const record: ExplainerRecord = {
        id: `${target}.${task.id}.${rule.id}`,
        targetId: target,
        task: task.id,
        baseId: null,
        kinship: null,
        sees: rule.sees,
        rule: rule.id,
        variant: null,
        trainExamples: rule.learns ? training.length : null,
        path: null,
        contentHash: null,
        runId: null,
        shown: !rule.aside,
      };
      return [record, posed.map((row) => ({ text: say(row), logProbability: null }))];
    });
}
