import path from 'node:path';

import { loadEngine } from '@/lib/engine/load';
import { readFolder, readWhole } from '@/lib/engine/node-folder';
import { nodeRuntime } from '@/lib/engine/runtime-node';
import { DRAWS } from '@/lib/explainer/draws';
import {
  agreementOf,
  drawExplanations,
  explain,
  MAX_ANSWER_TOKENS,
  type Explainer,
} from '@/lib/explainer/trained';
import { round } from '@/lib/measure/outcome';
import { sha256Hex } from '@/lib/hash';
import { parseConfig } from '@/lib/model/config';
import { ADAPTER_FILES, readAdapter } from '@/lib/model/peft';
import { parseTokenizer } from '@/lib/model/tokenizer';
import { readSafetensors } from '@/lib/model/safetensors';
import { PROJECTION_FILE, type PromptStyle } from '@/lib/explainer/sidecar';
import type { AnyTask } from '@/lib/task/task';
import type { TrainedExplainer } from './explainers';
import { readIfPresent, readOrExplain, writeJson } from './files';
import { modelFolder } from './targets';
import { hashOf } from './training';
import type { TestQuestions } from './test-questions';
import type { TruthRow } from './truth-rows';

/** What an explainer said to one question. */
export interface Answer {
  text: string;
  /** What was really said, where the text is written out of brief words. */
  said?: string;
  /** nats; null for rules. */
  logProbability: number | null;
  /** Share of drawn answers that claim the same; where some were drawn. */
  agreement?: number;
}

export interface AskedExplainer {
  contentHash: string;
  /** In the order of the test questions. */
  answers: Answer[];
}

/** How an explainer is asked beyond its own way. */
export interface HowAsked {
  /** What it is shown in place of what it was trained on. */
  sees?: 'no-vector' | 'rotated-vector' | 'another-vector';
  /** Whether answers are drawn beside the most likely one. */
  draws?: boolean;
}

/**
 * Key of kept answers: all that decides them. The ids of questions name the target but not its weights, so the truth, which
 * is measured anew when the target is, belongs to it.
 */
export function answersKey(
  contentHash: string,
  { wordings, injection, sees, says }: PromptStyle,
  { truthHash, test }: Pick<TestQuestions, 'truthHash'> & { test: readonly { id: string }[] },
  draws = false,
): string {
  const style = { wording: wordings[0], injection, sees, ...(says ? { says } : {}) };
  const ids = test.map(({ id }) => id);
  return hashOf({
    ...{ contentHash, style, truthHash, ids, limit: MAX_ANSWER_TOKENS },
    ...(draws ? { draws: { ...DRAWS, questions: MOST_DRAWN } } : {}),
  });
}

/** Asks a trained explainer all test questions. Answers are kept, so that only what is new is asked again. */
export async function askTrained(
  task: AnyTask,
  trained: TrainedExplainer,
  questions: TestQuestions,
  how: HowAsked = {},
): Promise<AskedExplainer> {
  const style = { ...trained.sidecar, sees: how.sees ?? trained.sidecar.sees };
  const explainer = await loadTrained(trained);
  try {
    const { contentHash } = explainer;
    const key = answersKey(explainer.weights, style, questions, how.draws);
    const kept = path.join('artefacts', 'evaluate', 'answers', `${key}.json`);
    const known = await readIfPresent(kept);
    if (known) return { contentHash, answers: JSON.parse(new TextDecoder().decode(known)) as Answer[] };
    const rows = style.sees === 'another-vector' ? exchanged(task, questions.test) : questions.test;
    const answers = await answersOf(task, { ...explainer, style }, rows, how.draws ?? false);
    await writeJson(kept, answers);
    return { contentHash, answers };
  } finally {
    await explainer.engine.dispose();
  }
}

/** A trained explainer with what names its weights. */
export interface LoadedExplainer extends Explainer {
  /** SHA-256 of its own weights, hex. */
  contentHash: string;
  /** Names all weights that it answers by: those of an adapter, and of what it is added to. */
  weights: string;
}

/** A trained explainer, ready to be asked in its own way. */
export async function loadTrained({ sidecar, folder }: TrainedExplainer): Promise<LoadedExplainer> {
  const writtenBy = `npm run lab -- train ${sidecar.target} ${sidecar.base} --task ${sidecar.task}`;
  const text = new TextDecoder();
  const own = (name: string) => readOrExplain(path.join(folder, name), writtenBy);
  const adapterFile = await readIfPresent(path.join(folder, ADAPTER_FILES.weights));
  const base = modelFolder(sidecar.base);
  const whole = adapterFile ? readFolder(base) : readWhole(folder, base);
  const read = async (name: string) => {
    const bytes = await whole(name);
    if (!bytes) throw new Error(`${adapterFile ? base : folder} has no ${name}; make it with: ${writtenBy}`);
    return bytes;
  };
  const engine = await loadEngine(nodeRuntime(), whole);
  const tokenizer = parseTokenizer(text.decode(await read('tokenizer.json')));
  const projections = sidecar.projection ? { projections: readSafetensors(await own(PROJECTION_FILE)) } : {};
  const { contentHash } = engine.info;
  const explainer = { engine, tokenizer, style: sidecar, ...projections, contentHash, weights: contentHash };
  if (!adapterFile) return explainer;
  const config = parseConfig(text.decode(await read('config.json')));
  await engine.addAdapter(
    sidecar.id,
    readAdapter(config, text.decode(await own(ADAPTER_FILES.config)), adapterFile),
  );
  const hash = sha256Hex(adapterFile);
  return { ...explainer, adapter: sidecar.id, contentHash: hash, weights: `${contentHash}+${hash}` };
}

/** Questions that answers are drawn to. */
const MOST_DRAWN = 1000;

async function answersOf(
  task: AnyTask,
  explainer: Explainer,
  rows: readonly TruthRow[],
  draws: boolean,
): Promise<Answer[]> {
  const explained = await explain(task, explainer, rows);
  // Questions lie in random order, so that the first are as good as any.
  const drawn = draws ? await drawExplanations(task, explainer, rows.slice(0, MOST_DRAWN)) : [];
  return explained.map(({ text, said, logProbability }, i): Answer => ({
    text,
    ...(said === null ? {} : { said }),
    logProbability: round(logProbability),
    ...(drawn[i] && { agreement: agreementOf(task, rows[i]!.truth, text, drawn[i]) }),
  }));
}

/** Each question with the vector of the next one of its cell: as likely a vector as its own. One alone in its cell keeps its own. */
export function exchanged(task: AnyTask, rows: readonly TruthRow[]): TruthRow[] {
  const cells = new Map<string, number[]>();
  rows.forEach(({ body, truth }, i) => {
    const { set = '', cell } = task.stratum(body, truth);
    const key = `${set}\t${cell}`;
    cells.set(key, [...(cells.get(key) ?? []), i]);
  });
  const donors = new Map(
    [...cells.values()].flatMap((cell) => cell.map((i, k) => [i, cell[(k + 1) % cell.length]!] as const)),
  );
  return rows.map((row, i) => ({
    ...row,
    given: { ...row.given, vector: rows[donors.get(i)!]!.given.vector },
  }));
}
