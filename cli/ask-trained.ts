import path from 'node:path';

import { loadEngine } from '@/lib/engine/load';
import { nodeRuntime } from '@/lib/engine/runtime-node';
import { explain, MAX_ANSWER_TOKENS } from '@/lib/explainer/trained';
import { round } from '@/lib/measure/outcome';
import { parseTokenizer } from '@/lib/model/tokenizer';
import type { PromptStyle } from '@/lib/explainer/sidecar';
import type { AnyTask } from '@/lib/task/task';
import type { TrainedExplainer } from './explainers';
import { readIfPresent, readOrExplain, writeJson } from './files';
import { hashOf } from './training';
import type { TestQuestions } from './test-questions';

/** What an explainer said to one question. */
export interface Answer {
  text: string;
  /** What was really said, where the text is written out of brief words. */
  said?: string;
  /** nats; null for rules. */
  logProbability: number | null;
}

export interface AskedExplainer {
  contentHash: string;
  /** In the order of the test questions. */
  answers: Answer[];
}

/**
 * Key of kept answers: all that decides them. The ids of questions name the target but not its weights, so the truth, which
 * is measured anew when the target is, belongs to it.
 */
export function answersKey(
  contentHash: string,
  { wordings, injection, sees, says }: PromptStyle,
  { truthHash, test }: Pick<TestQuestions, 'truthHash'> & { test: readonly { id: string }[] },
): string {
  const style = { wording: wordings[0], injection, sees, ...(says ? { says } : {}) };
  const ids = test.map(({ id }) => id);
  return hashOf({ contentHash, style, truthHash, ids, limit: MAX_ANSWER_TOKENS });
}

/** Asks a trained explainer all test questions. Answers are kept, so that only what is new is asked again. */
export async function askTrained(
  task: AnyTask,
  { sidecar, folder }: TrainedExplainer,
  questions: TestQuestions,
): Promise<AskedExplainer> {
  const read = (name: string) =>
    readOrExplain(
      path.join(folder, name),
      `npm run lab -- train ${sidecar.target} ${sidecar.base} --task ${task.id}`,
    );
  const engine = await loadEngine(nodeRuntime(), read);
  try {
    const { contentHash } = engine.info;
    const key = answersKey(contentHash, sidecar, questions);
    const kept = path.join('artefacts', 'evaluate', 'answers', `${key}.json`);
    const known = await readIfPresent(kept);
    if (known) return { contentHash, answers: JSON.parse(new TextDecoder().decode(known)) as Answer[] };
    const tokenizer = parseTokenizer(new TextDecoder().decode(await read('tokenizer.json')));
    const explained = await explain(task, { engine, tokenizer, style: sidecar }, questions.test);
    const answers = explained.map(({ text, said, logProbability }) => ({
      text,
      ...(said === null ? {} : { said }),
      logProbability: round(logProbability),
    }));
    await writeJson(kept, answers);
    return { contentHash, answers };
  } finally {
    await engine.dispose();
  }
}
