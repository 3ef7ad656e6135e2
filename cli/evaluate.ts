import path from 'node:path';

import { Command } from 'commander';

import { evaluate } from '@/lib/score/evaluate';
import type { EvaluationRecord, ExplainerRecord, ExplanationRecord } from '@/lib/store/records';
import type { AnyTask } from '@/lib/task/task';
import { taskOf } from '@/lib/task/tasks';
import { askRules } from './ask-rules';
import { askTrained, type Answer } from './ask-trained';
import { explainerRecord, trainedExplainers } from './explainers';
import { writeJson } from './files';
import { judgedQuestions } from './judged';
import { targetArgument, targetOf, type TargetId } from './targets';
import { taskOption } from './task-option';
import { testQuestions } from './test-questions';
import { variantOf } from './train-artefact';

/** What `evaluate` leaves for the bundle: who was asked, what each said to each question, and the scores. */
export interface EvaluationArtefact {
  target: string;
  task: string;
  truthHash: string;
  explainers: ExplainerRecord[];
  /** By question. */
  explanations: Record<string, ExplanationRecord[]>;
  evaluations: EvaluationRecord[];
}

export const evaluationFile = (target: string, task: string) =>
  path.join('artefacts', 'evaluate', `${target}.${task}.json`);

/** `lab evaluate <target>`: asks every explainer of a target about its held-out questions, and scores them. */
export function evaluateCommand(): Command {
  return new Command('evaluate')
    .description('ask every explainer of a target about held-out questions and score the answers')
    .addArgument(targetArgument())
    .addOption(taskOption())
    .action(async (id: string, options: { task: string }) => {
      const task = taskOf(options.task);
      const target = targetOf(id);
      const artefact = await evaluateTarget(task, target);
      await writeJson(evaluationFile(target, task.id), artefact);
      for (const e of artefact.evaluations.filter(({ slice }) => slice === 'all')) {
        const against = e.againstId ? ` minus ${e.againstId}` : '';
        console.log(
          `${e.explainerId}${against} ${e.metric} ${e.value.toFixed(3)} [${e.low?.toFixed(3)}, ${e.high?.toFixed(3)}]`,
        );
      }
    });
}

async function evaluateTarget(task: AnyTask, target: TargetId): Promise<EvaluationArtefact> {
  const trained = await trainedExplainers(target, task.id);
  if (trained.length === 0)
    throw new Error(
      `${target} has no trained explainers; train one with: npm run lab -- train ${target} self --task ${task.id}`,
    );
  const questions = await testQuestions(target, task);
  const explainers: ExplainerRecord[] = [];
  const answers = new Map<string, Answer[]>();
  for (const explainer of trained) {
    const asked = await askTrained(task, explainer, questions);
    const variant = await variantOf(explainer.sidecar.id);
    explainers.push(explainerRecord(explainer, asked.contentHash, variant));
    answers.set(explainer.sidecar.id, asked.answers);
    console.log(`${explainer.sidecar.id}: asked ${asked.answers.length} questions`);
  }
  for (const [record, said] of await askRules(task, target, questions)) {
    explainers.push(record);
    answers.set(record.id, said);
  }
  const judged = judgedQuestions(task, questions.test, answers);
  const explanations = questions.test.map((row, i): [string, ExplanationRecord[]] => [
    row.id,
    explainers.map(({ id, rule }) => ({
      explainerId: id,
      ...answers.get(id)![i]!,
      verdict: judged[i]!.judgements.get(id)!.verdict,
      provider: rule === null ? 'cpu' : 'rule',
    })),
  ]);
  return {
    target,
    task: task.id,
    truthHash: questions.truthHash,
    explainers,
    explanations: Object.fromEntries(explanations),
    evaluations: evaluate(task.metrics, judged, explainers, 'test'),
  };
}
