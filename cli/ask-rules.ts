import { rulesOf } from '@/lib/explainer/rules';
import { nodeRuntime } from '@/lib/engine/runtime-node';
import { lensWords } from '@/lib/measure/lens';
import type { ExplainerRecord } from '@/lib/store/records';
import type { AnyTask, Posed } from '@/lib/task/task';
import type { Answer } from './ask-trained';
import { loadModel, type TargetId } from './targets';
import type { TestQuestions } from './test-questions';
import type { TruthRow } from './truth-rows';

/** What the rules of a task say to the test questions. Those that learn from training questions speak only where there are some. */
export async function askRules(
  task: AnyTask,
  target: TargetId,
  { training, test }: TestQuestions,
): Promise<[ExplainerRecord, Answer[]][]> {
  const posed = await withLens(target, test);
  return rulesOf(task)
    .filter(({ sees }) => sees !== 'training-answers' || training.length > 0)
    .map((rule) => {
      const { say } = rule.make(training);
      const record: ExplainerRecord = {
        id: `${target}.${task.id}.${rule.id}`,
        targetId: target,
        task: task.id,
        baseId: null,
        kinship: null,
        sees: rule.sees,
        rule: rule.id,
        variant: null,
        trainExamples: rule.sees === 'training-answers' ? training.length : null,
        path: null,
        contentHash: null,
        runId: null,
        shown: true,
      };
      return [record, posed.map((row) => ({ text: say(row), logProbability: null }))];
    });
}

/** Questions with what the target reads off their vectors, for the rules that ask for it. */
async function withLens(target: TargetId, rows: readonly TruthRow[]): Promise<Posed<unknown, unknown>[]> {
  const vectors = rows.flatMap(({ given: { vector } }) => vector ?? []);
  if (vectors.length < rows.length) return [...rows];
  const model = await loadModel(nodeRuntime(), target, `npm run lab -- pretrain ${target}`);
  const words = await lensWords(model.engine, model.tokenizer, vectors);
  await model.engine.dispose();
  return rows.map((row, i) => ({ ...row, lens: words[i]! }));
}
