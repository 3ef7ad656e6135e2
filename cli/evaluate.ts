import { readdir } from 'node:fs/promises';
import path from 'node:path';

import { Command } from 'commander';

import { nodeRuntime } from '@/lib/engine/runtime-node';
import { loadEngine } from '@/lib/engine/load';
import { majority, textOracle } from '@/lib/explainer/rules';
import { explain } from '@/lib/explainer/trained';
import type { ExplainerRole, ExplainerSidecar } from '@/lib/explainer/types';
import { parseTokenizer } from '@/lib/model/tokenizer';
import { patchTarget } from '@/lib/task/patch/wordings';
import { matchExplanation, verdictOf } from '@/lib/task/patch/judge';
import { evaluate, type Judged } from '@/lib/score/evaluate';
import type { EvaluationRecord, ExplainerRecord, ExplanationRecord } from '@/lib/store/records';
import { Random } from '@/lib/random';
import { round } from '@/lib/measure/outcome';
import { HEADLINE_EXAMPLES, explainerFolder, explainerUrl, isShipped } from './explainers';
import { readIfPresent, readOrExplain, writeJson } from './files';
import { HOUSES, isHouse } from './houses';
import { hashOf } from './training';
import { readTruth, type TruthArtefact } from './truth-artefact';

/** What `evaluate` leaves for the bundle: explanations by question id, and the scores. */
export interface EvaluationArtefact {
  truthHash: string;
  explainers: ExplainerRecord[];
  explanations: Record<string, ExplanationRecord[]>;
  evaluations: EvaluationRecord[];
}

export const evaluationFile = (target: string) => path.join('artefacts', 'evaluate', `${target}.json`);

/** `lab evaluate <target>`: asks every explainer of a target about its held-out questions, and scores them. */
export function evaluateCommand(): Command {
  return new Command('evaluate')
    .description('ask every explainer of a target about held-out questions and score the answers')
    .argument('<target>', Object.keys(HOUSES).join(' or '))
    .action(evaluateTarget);
}

async function evaluateTarget(target: string): Promise<void> {
  if (!isHouse(target))
    throw new Error(`no such target: ${target}; there are ${Object.keys(HOUSES).join(', ')}`);
  const truth = await readTruth(target);
  const explainers: ExplainerRecord[] = [];
  const answers = new Map<string, { text: string; logProbability: number | null }[]>();
  for (const sidecar of await findExplainers(target)) {
    const { contentHash, texts } = await askTrained(sidecar, truth);
    explainers.push({
      id: sidecar.id,
      targetId: target,
      role: sidecar.role,
      baseId: sidecar.base,
      trainExamples: sidecar.trainExamples,
      path: explainerUrl(sidecar.id),
      contentHash,
      runId: sidecar.runId,
      headline: isShipped(sidecar.id),
    });
    answers.set(sidecar.id, texts);
    console.log(`${sidecar.id}: asked ${texts.length} questions`);
  }
  for (const [role, rule] of rules(truth)) {
    const id = `${target}.patch.${role}`;
    explainers.push({
      id,
      targetId: target,
      role,
      baseId: null,
      path: null,
      contentHash: null,
      runId: null,
      headline: true,
      trainExamples: role === 'majority' ? HEADLINE_EXAMPLES : null,
    });
    answers.set(
      id,
      testRows(truth).map((row) => ({ text: rule(row), logProbability: null })),
    );
  }
  const judged = judge(truth, answers);
  const random = new Random(1);
  const evaluations = evaluate(judged, explainers, 'test', () => random.uniform());
  const artefact: EvaluationArtefact = {
    truthHash: truth.manifest.hash,
    explainers,
    explanations: recordExplanations(truth, explainers, answers, judged),
    evaluations,
  };
  await writeJson(evaluationFile(target), artefact);
  for (const e of evaluations.filter((e) => e.slice === 'all')) {
    const against = e.againstId ? ` minus ${e.againstId}` : '';
    console.log(
      `${e.explainerId}${against} ${e.metric} ${e.value.toFixed(3)} [${e.low?.toFixed(3)}, ${e.high?.toFixed(3)}]`,
    );
  }
}

const testRows = (truth: TruthArtefact) => truth.rows.filter((row) => row.split === 'test');

/** The sidecars of every trained explainer of a target, shipped or not. */
async function findExplainers(target: string): Promise<ExplainerSidecar[]> {
  const ids = (await readdir(path.join('artefacts', 'train')).catch(() => []))
    .filter((id) => id.startsWith(`${target}.`))
    .sort();
  const sidecars: ExplainerSidecar[] = [];
  for (const id of ids) {
    const file = await readIfPresent(path.join(explainerFolder(id), 'explainer.json'));
    if (file) sidecars.push(JSON.parse(new TextDecoder().decode(file)) as ExplainerSidecar);
  }
  if (sidecars.length === 0)
    throw new Error(
      `${target} has no trained explainers; train one with: npm run lab -- train ${target} self`,
    );
  return sidecars;
}

interface Asked {
  contentHash: string;
  texts: { text: string; logProbability: number }[];
}

/** Asks a trained explainer all held-out questions. Answers are kept, so that only what is new is asked again. */
async function askTrained(sidecar: ExplainerSidecar, truth: TruthArtefact): Promise<Asked> {
  const folder = explainerFolder(sidecar.id);
  const read = (name: string) =>
    readOrExplain(path.join(folder, name), `npm run lab -- train ${sidecar.target} ${sidecar.role}`);
  const engine = await loadEngine(nodeRuntime(), read);
  const { contentHash } = engine.info;
  const kept = path.join(
    'artefacts',
    'evaluate',
    'answers',
    `${hashOf([contentHash, truth.manifest.hash, sidecar.prompts[0], sidecar.vector])}.json`,
  );
  const known = await readIfPresent(kept);
  if (known) return { contentHash, texts: JSON.parse(new TextDecoder().decode(known)) as Asked['texts'] };
  const tokenizer = parseTokenizer(new TextDecoder().decode(await read('tokenizer.json')));
  const explained = await explain(
    engine,
    tokenizer,
    sidecar,
    testRows(truth).map((row) => ({
      layers: row.layers,
      textIds: row.ids,
      position: row.position,
      vector: row.vector,
    })),
  );
  await engine.dispose();
  const texts = explained.map(({ text, logProbability }) => ({
    text,
    logProbability: round(logProbability),
  }));
  await writeJson(kept, texts);
  return { contentHash, texts };
}

function rules(truth: TruthArtefact): [ExplainerRole, ReturnType<typeof majority>][] {
  const training = truth.rows.filter((row) => row.split === 'train').slice(0, HEADLINE_EXAMPLES);
  return [
    ['text-oracle', textOracle],
    ['majority', majority(training)],
  ];
}

/** Matches of every explainer on every held-out question. */
function judge(truth: TruthArtefact, answers: ReadonlyMap<string, { text: string }[]>): Judged[] {
  return testRows(truth).map((row, i) => ({
    cluster: row.subject,
    slices: [`position:${row.positionType}`, `layer:${row.layers[0]}`, `pair:${row.pairType}`],
    matches: new Map(
      [...answers].map(([id, texts]) => [id, matchExplanation(texts[i]!.text, patchTarget(row.truth))]),
    ),
  }));
}

function recordExplanations(
  truth: TruthArtefact,
  explainers: readonly ExplainerRecord[],
  answers: ReadonlyMap<string, { text: string; logProbability: number | null }[]>,
  judged: readonly Judged[],
): Record<string, ExplanationRecord[]> {
  const shown = explainers.filter((explainer) => explainer.headline);
  return Object.fromEntries(
    testRows(truth).map((row, i) => [
      row.id,
      shown.map((explainer): ExplanationRecord => ({
        explainerId: explainer.id,
        role: explainer.role,
        baseId: explainer.baseId,
        text: answers.get(explainer.id)![i]!.text,
        verdict: verdictOf(judged[i]!.matches.get(explainer.id)!),
        provider: explainer.baseId === null ? 'rule' : 'cpu',
        logProbability: answers.get(explainer.id)![i]!.logProbability,
      })),
    ]),
  );
}
