import path from 'node:path';

import { Command } from 'commander';
import { group, max } from 'd3-array';

import { meanOfSeeds, seedless } from '@/lib/explainer/seeds';
import { evaluate } from '@/lib/score/evaluate';
import type {
  BundleExplainer,
  EvaluationRecord,
  ExplainerRecord,
  ExplanationRecord,
} from '@/lib/store/records';
import type { AnyTask } from '@/lib/task/task';
import { taskOf } from '@/lib/task/tasks';
import { askRules } from './ask-rules';
import { askServed, servedExplainers } from './ask-served';
import { askTrained, type Answer, type HowAsked } from './ask-trained';
import { disturbedId, explainerRecord, trainedExplainers, type TrainedExplainer } from './explainers';
import { writeJson } from './files';
import { judgedQuestions } from './judged';
import { targetArgument, targetOf, type TargetId } from './targets';
import type { Kinship } from '@/lib/words';
import { taskOption } from './task-option';
import { testQuestions, type TestQuestions } from './test-questions';
import { variantOf } from './train-artefact';

/** What `evaluate` leaves for the bundle: who was asked, what each said to each question, and the scores. */
export interface EvaluationArtefact {
  target: string;
  task: string;
  truthHash: string;
  /** Those that are not shown with what they said, in the order of the questions. */
  explainers: BundleExplainer[];
  /** By question: its marks, and what those that are shown said. */
  marks: Record<string, string[]>;
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

type AskedOf = [ExplainerRecord, Answer[]];

async function evaluateTarget(task: AnyTask, target: TargetId): Promise<EvaluationArtefact> {
  const trained = await trainedExplainers(target, task.id);
  const served = await servedExplainers(task.id);
  if (trained.length + served.length === 0)
    throw new Error(
      `${target} has no trained explainers; train one with: npm run lab -- train ${target} self --task ${task.id}`,
    );
  const questions = await testQuestions(target, task);
  const asked: AskedOf[] = [];
  const largest = max(trained, ({ sidecar }) => sidecar.trainExamples);
  for (const explainer of trained) {
    const { trainExamples, kinship } = explainer.sidecar;
    const main = trainExamples === largest && isFirst(explainer) && MAIN.includes(kinship);
    asked.push(...(await askInEachWay(task, explainer, questions, main)));
    console.log(`${explainer.sidecar.id}: asked ${questions.test.length} questions`);
  }
  for (const settings of served) {
    asked.push(await askServed(task, target, settings, questions));
    console.log(`${settings.id}: asked ${questions.test.length} questions over HTTP`);
  }
  asked.push(...(await askRules(task, target, questions)));
  const answers = new Map(asked.map(([{ id }, said]) => [id, said]));
  const records = asked.map(([record]) => record);
  const explainers: BundleExplainer[] = [...records, ...meansOf(records)];
  const judged = judgedQuestions(task, questions.test, answers);
  const explanations = questions.test.map((row, i): [string, ExplanationRecord[]] => [
    row.id,
    records
      .filter(({ shown }) => shown)
      .map((record) => ({
        explainerId: record.id,
        ...answers.get(record.id)![i]!,
        verdict: judged[i]!.judgements.get(record.id)!.verdict,
        provider: providerOf(record),
      })),
  ]);
  return {
    target,
    task: task.id,
    truthHash: questions.truthHash,
    explainers: explainers.map((one) => {
      const said = one.shown ? undefined : answers.get(one.id);
      return said ? { ...one, answers: said.map(({ text }) => text) } : one;
    }),
    marks: Object.fromEntries(questions.test.map(({ id, marks = [] }) => [id, marks])),
    explanations: Object.fromEntries(explanations),
    evaluations: evaluate(task.metrics, judged, explainers, 'test'),
  };
}

/** Where an answer was made. */
const providerOf = ({ rule, sees }: ExplainerRecord): ExplanationRecord['provider'] =>
  rule !== null ? 'rule' : sees === 'text' ? 'http' : 'cpu';

/** Kinships whose explainers are asked in more ways than one. */
const MAIN: readonly Kinship[] = ['self', 'other-seed'];

/** Of runs that differ in their seed, the first. */
const isFirst = ({ sidecar }: TrainedExplainer): boolean => seedless(sidecar.id) === sidecar.id;

/** What a vector is exchanged for, to see whether an explainer reads it. */
const DISTURBANCES = [
  'another-vector',
  'rotated-vector',
  'no-vector',
] as const satisfies readonly HowAsked['sees'][];

/**
 * What a trained explainer says: as it was trained; and, of the main ones, how far drawn answers agree, and what is left
 * when they are shown something else than what they were trained to read.
 */
async function askInEachWay(
  task: AnyTask,
  explainer: TrainedExplainer,
  questions: TestQuestions,
  main: boolean,
): Promise<AskedOf[]> {
  const { answers, contentHash } = await askTrained(task, explainer, questions, { draws: main });
  const record = explainerRecord(explainer, contentHash, await variantOf(explainer.sidecar.id));
  const asked: AskedOf[] = [[record, answers]];
  const reads = questions.test.some(({ given }) => given.vector !== null);
  if (!main || !reads || record.sees !== 'vector') return asked;
  for (const sees of DISTURBANCES) {
    const disturbed = await askTrained(task, explainer, questions, { sees });
    asked.push([
      {
        ...{ ...record, id: disturbedId(record.id, sees), disturbs: record.id, sees },
        ...{ path: null, runId: null, shown: false },
      },
      disturbed.answers,
    ]);
  }
  return asked;
}

/** One for those that differ in their seed alone, whose scores are the mean of theirs. */
function meansOf(records: readonly ExplainerRecord[]): BundleExplainer[] {
  const trained = records.filter(({ rule, disturbs }) => rule === null && !disturbs);
  const alike = group(trained, ({ id }) => seedless(id));
  return [...alike].flatMap(([id, runs]): BundleExplainer[] =>
    runs.length < 2
      ? []
      : [
          {
            ...{ ...runs[0]!, id: meanOfSeeds(id), variant: `mean of ${runs.length} seeds`, shown: false },
            ...{ path: null, contentHash: null, runId: null, members: runs.map((run) => run.id) },
          },
        ],
  );
}
