import path from 'node:path';

import { Command } from 'commander';

import { evaluate } from '@/lib/score/evaluate';
import type { EvaluationRecord } from '@/lib/store/records';
import { askedFile, countCells, needNoExplainer, type AskedFile, type AskedSlice } from '@/lib/task/asked';
import type { AnyTask } from '@/lib/task/task';
import { taskOf } from '@/lib/task/tasks';
import { SPLITS } from '@/lib/words';
import type { Answer } from './ask-trained';
import { askRules } from './ask-rules';
import { writeAtomically } from './files';
import { judgedQuestions } from './judged';
import { modelFolder, targetArgument, targetOf, type TargetId } from './targets';
import { taskOption } from './task-option';
import { marked } from './test-questions';
import { readTruth } from './truth-artefact';

/** `lab readers <target>`: what simple readers get, before any explainer is trained. */
export function readersCommand(): Command {
  return new Command('readers')
    .description('score what simple readers say to held-out questions, before any explainer is trained')
    .addArgument(targetArgument())
    .addOption(taskOption())
    .action(async (id: string, options: { task: string }) => {
      const task = taskOf(options.task);
      const target = targetOf(id);
      const asked = await readersOf(task, target);
      const file = path.join(modelFolder(target), askedFile(task.id));
      await writeAtomically(file, `${JSON.stringify(asked)}\n`);
      for (const line of readerLines(task, asked)) console.log(line);
    });
}

/** Asks the rules of a task about the measured questions of a target, and counts the questions. */
async function readersOf(task: AnyTask, target: TargetId): Promise<AskedFile> {
  const { manifest, rows } = await readTruth(target, task.id);
  const training = rows.filter(({ split }) => split === 'train');
  const test = marked(
    task,
    training,
    rows.filter(({ split }) => split === 'test'),
  );
  const said = await askRules(task, target, { truthHash: manifest.hash, training, test });
  const answers = new Map(said.map(([{ id }, all]): [string, Answer[]] => [id, all]));
  const records = said.map(([record]) => record);
  const metric = task.metrics.find(({ headline }) => headline)!;
  const evaluations = evaluate([metric], judgedQuestions(task, test, answers), records, 'test');
  const { distinct } = manifest;
  return {
    format: 1,
    contentHash: manifest.targetHash,
    truthHash: manifest.hash,
    seed: manifest.seed,
    questions: Object.fromEntries(
      SPLITS.map((split) => [split, rows.filter((row) => row.split === split).length]),
    ),
    distinct: Object.fromEntries(SPLITS.map((split) => [split, distinct[split] ?? 0])),
    cells: countCells(task, training),
    metric: metric.id,
    readers: records.map(({ rule }) => rule!),
    slices: slicesOf(
      evaluations,
      records.map(({ id }) => id),
    ),
  };
}

function slicesOf(evaluations: readonly EvaluationRecord[], readers: readonly string[]): AskedSlice[] {
  const own = evaluations.filter(({ againstId }) => againstId === null);
  return [...new Set(own.map(({ slice }) => slice))].map((slice) => {
    const scores = readers.map((id) => own.find((e) => e.slice === slice && e.explainerId === id) ?? null);
    return {
      slice,
      n: Math.max(...scores.map((score) => score?.n ?? 0)),
      scores: scores.map((score) =>
        score ? [rounded(score.value), maybe(score.low), maybe(score.high)] : null,
      ),
    };
  });
}

const rounded = (x: number): number => Math.round(x * 1e4) / 1e4;
const maybe = (x: number | null): number | null => (x === null ? null : rounded(x));

/** A table of the headline: a row a slice, a column a reader; then the slices that need no explainer. */
function readerLines(task: AnyTask, asked: AskedFile): string[] {
  const { label } = task.metrics.find(({ id }) => id === asked.metric)!;
  return [
    `${label.padEnd(30)} ${'n'.padStart(6)}  ${asked.readers.map((reader) => reader.padStart(16)).join('')}`,
    ...asked.slices.map(({ slice, n, scores }) => {
      const values = scores.map((score) => (score?.[0].toFixed(3) ?? '').padStart(16));
      return `${slice.padEnd(30)} ${String(n).padStart(6)}  ${values.join('')}`;
    }),
    ...needNoExplainer(asked).map(
      ({ slice, reader, value }) =>
        `${slice} needs no explainer: the rule ${reader} is right in ${(100 * value).toFixed(1)}%`,
    ),
  ];
}
