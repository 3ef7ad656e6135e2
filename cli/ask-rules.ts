import path from 'node:path';

import { rulesOf } from '@/lib/explainer/rules';
import { nodeRuntime } from '@/lib/engine/runtime-node';
import { parseKnowledge } from '@/lib/measure/knowledge-file';
import { lensWords } from '@/lib/measure/lens';
import type { ExplainerRecord } from '@/lib/store/records';
import type { AnyTask, Posed } from '@/lib/task/task';
import type { Answer } from './ask-trained';
import { readIfPresent } from './files';
import { loadModel, modelFolder, type TargetId } from './targets';
import type { TestQuestions } from './test-questions';
import type { TruthRow } from './truth-rows';

/** What the rules of a task say to the test questions. Those that learn from training questions speak only where there are some. */
export async function askRules(
  task: AnyTask,
  target: TargetId,
  { training, test }: TestQuestions,
): Promise<[ExplainerRecord, Answer[]][]> {
  const recall = await recallOf(target);
  const withAll = async (rows: readonly TruthRow[]) =>
    (await withLens(target, rows)).map((row) => ({ ...row, recall }));
  const [learned, posed] = [await withAll(training), await withAll(test)];
  return rulesOf(task)
    .filter(({ sees }) => sees !== 'training-answers' || training.length > 0)
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

/** What a target says of facts, out of the table in its folder; of a target without one, nothing is known. */
async function recallOf(target: TargetId): Promise<(relation: string, subject: string) => string | null> {
  const file = await readIfPresent(path.join(modelFolder(target), 'knowledge.tsv'));
  const rows = file ? parseKnowledge(new TextDecoder().decode(file)) : [];
  const said = new Map(rows.map((row) => [`${row.relation}\t${row.subject}`, row.said]));
  return (relation, subject) => said.get(`${relation}\t${subject}`) ?? null;
}
