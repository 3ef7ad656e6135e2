import path from 'node:path';

import { Command } from 'commander';

import { evaluate } from '@/lib/score/evaluate';
import type { EvaluationRecord } from '@/lib/store/records';
import type { AnyTask, Metric } from '@/lib/task/task';
import { taskOf } from '@/lib/task/tasks';
import type { Answer } from './ask-trained';
import { askRules } from './ask-rules';
import { writeJson } from './files';
import { judgedQuestions } from './judged';
import { targetArgument, targetOf, type TargetId } from './targets';
import { taskOption } from './task-option';
import { testQuestions } from './test-questions';

/** Above this share right, a simple reader is all that a set needs. */
const ENOUGH = 0.9;

/** What simple readers get on the test questions of a target. */
export interface ReadersArtefact {
  target: string;
  task: string;
  truthHash: string;
  evaluations: EvaluationRecord[];
}

export const readersFile = (target: string, task: string) =>
  path.join('artefacts', 'readers', `${target}.${task}.json`);

/** `lab readers <target>`: what simple readers get, before any explainer is trained. */
export function readersCommand(): Command {
  return new Command('readers')
    .description('score what simple readers say to held-out questions, before any explainer is trained')
    .addArgument(targetArgument())
    .addOption(taskOption())
    .action(async (id: string, options: { task: string }) => {
      const task = taskOf(options.task);
      const target = targetOf(id);
      const artefact = await readersOf(task, target);
      await writeJson(readersFile(target, task.id), artefact);
      const metric = task.metrics.find(({ headline }) => headline)!;
      for (const line of readerLines(artefact.evaluations, metric)) console.log(line);
    });
}

async function readersOf(task: AnyTask, target: TargetId): Promise<ReadersArtefact> {
  const questions = await testQuestions(target, task);
  const asked = await askRules(task, target, questions);
  const answers = new Map(asked.map(([{ id }, said]): [string, Answer[]] => [id, said]));
  const records = asked.map(([record]) => record);
  return {
    target,
    task: task.id,
    truthHash: questions.truthHash,
    evaluations: evaluate(task.metrics, judgedQuestions(task, questions.test, answers), records, 'test'),
  };
}

/** A table of the headline: a row a slice, a column a reader; then the slices that need no explainer. */
function readerLines(evaluations: readonly EvaluationRecord[], { id, label }: Metric): string[] {
  const own = evaluations.filter(({ metric, againstId }) => metric === id && againstId === null);
  const readers = [...new Set(own.map(({ explainerId }) => explainerId))];
  const slices = [...new Set(own.map(({ slice }) => slice))];
  const at = (slice: string, reader: string) =>
    own.find((e) => e.slice === slice && e.explainerId === reader);
  const nameOf = (reader: string) => reader.split('.').at(-1)!;
  const easy = own.filter(({ value }) => value > ENOUGH);
  return [
    `${label.padEnd(30)} ${'n'.padStart(6)}  ${readers.map((reader) => nameOf(reader).padStart(16)).join('')}`,
    ...slices.map((slice) => {
      const n = Math.max(...readers.map((reader) => at(slice, reader)?.n ?? 0));
      const values = readers.map((reader) => (at(slice, reader)?.value.toFixed(3) ?? '').padStart(16));
      return `${slice.padEnd(30)} ${String(n).padStart(6)}  ${values.join('')}`;
    }),
    ...easy.map(
      ({ slice, explainerId, value }) =>
        `${slice} needs no explainer: the rule ${nameOf(explainerId)} is right in ${(100 * value).toFixed(1)}%`,
    ),
  ];
}
