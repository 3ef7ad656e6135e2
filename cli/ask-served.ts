import { appendFile } from 'node:fs/promises';
import path from 'node:path';

import { asker } from '@/lib/explainer/served/ask';
import { explainServed, type Memory } from '@/lib/explainer/served/explain';
import { briefing } from '@/lib/explainer/served/prompt';
import { parseServed, type ServedSettings } from '@/lib/explainer/served/settings';
import { makeFolder } from '@/lib/folder';
import { sha256Hex } from '@/lib/hash';
import { importsHome } from '@/lib/imports';
import type { ExplainerRecord } from '@/lib/store/records';
import type { AnyTask } from '@/lib/task/task';
import type { Answer } from './ask-trained';
import { BadInput } from './bad-input';
import { readIfPresent } from './files';
import { progressBar } from './progress';
import type { TestQuestions } from './test-questions';
import { hashOf } from './training';

/** Names the file that says which servers are asked; without it, the one in the data folder, where there is one. */
const VARIABLE = 'MIRRORSCOPE_HTTP_EXPLAINERS';
const FILE = 'http-explainers.json';

/**
 * The explainers behind HTTP that are configured for a task; none unless a file says so.
 * @throws BadInput that names the file and what is wrong with it
 */
export async function servedExplainers(
  task: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<ServedSettings[]> {
  const named = environment[VARIABLE];
  const file = named ?? path.join(importsHome(environment), FILE);
  const bytes = await readIfPresent(file);
  if (!bytes && named)
    throw new BadInput(`${VARIABLE} is ${named}, and there is no such file: correct or unset it`);
  if (!bytes) return [];
  try {
    const all = parseServed(new TextDecoder().decode(bytes), file);
    return all.filter(({ tasks }) => !tasks || tasks.includes(task));
  } catch (cause) {
    throw new BadInput((cause as Error).message, { cause });
  }
}

/** How the store knows it. Its base is what its server calls the model; keys and addresses stay out. */
function recordOf(target: string, task: AnyTask, settings: ServedSettings): ExplainerRecord {
  const { id, model, api, maxTokens, examples } = settings;
  return {
    ...{ id: `${target}.${task.id}.http.${id}`, targetId: target, task: task.id, baseId: model },
    ...{ kinship: 'other-size', sees: 'text', rule: null, trainExamples: null, path: null, runId: null },
    variant: `${model}, over HTTP`,
    // Other settings make other answers, as other weights do.
    contentHash: hashOf({ model, api, maxTokens, examples, wording: task.wordings[0] }),
    shown: true,
  };
}

/** Asks an explainer behind HTTP all test questions. Answers are kept as they come, so that only what is new is asked again. */
export async function askServed(
  task: AnyTask,
  target: string,
  settings: ServedSettings,
  { training, test }: TestQuestions,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<[ExplainerRecord, Answer[]]> {
  const record = recordOf(target, task, settings);
  const key = settings.key === undefined ? undefined : environment[settings.key];
  if (settings.key !== undefined && !key)
    throw new BadInput(`${settings.id} is asked with the key in ${settings.key}, which is not set`);
  const memory = await openMemory(
    path.join('artefacts', 'evaluate', 'answers', 'http', `${record.id}.jsonl`),
  );
  const bar = progressBar(`questions to ${settings.id}`);
  bar.start(test.length, 0);
  try {
    const answers = await explainServed(
      task,
      {
        ...{ settings, memory, ask: asker(settings, { key }) },
        briefing: briefing(task, { training, all: test }, settings.examples),
      },
      test,
      { onAnswer: (count) => bar.update(count) },
    );
    return [record, answers.map(({ text, logProbability }) => ({ text, logProbability }))];
  } finally {
    bar.stop();
  }
}

/** Answers in a file, one a line, written as they come. A line that a killed run left half-written is passed over. */
export async function openMemory(file: string): Promise<Memory> {
  await makeFolder(path.dirname(file));
  const text = new TextDecoder().decode((await readIfPresent(file)) ?? new Uint8Array());
  const answers = new Map(text.split('\n').flatMap((line) => readAnswer(line) ?? []));
  if (text !== '' && !text.endsWith('\n')) await appendFile(file, '\n');
  return {
    get: (sent) => answers.get(sha256Hex(sent)),
    async set(sent, answer) {
      const key = sha256Hex(sent);
      answers.set(key, answer);
      // A short line is written at once, so that lines of several answers do not mix.
      await appendFile(file, `${JSON.stringify([key, answer])}\n`);
    },
  };
}

function readAnswer(line: string): [[string, string]] | null {
  try {
    const [key, answer] = JSON.parse(line) as unknown[];
    return typeof key === 'string' && typeof answer === 'string' ? [[key, answer]] : null;
  } catch {
    return null;
  }
}
