import { appendFile } from 'node:fs/promises';
import path from 'node:path';

import { asker } from '@/lib/explainer/served/ask';
import { answersTask, configuredExplainers, keyOf } from '@/lib/explainer/served/configured';
import { explainServed, type Memory } from '@/lib/explainer/served/explain';
import { briefing } from '@/lib/explainer/served/prompt';
import { servedRecord } from '@/lib/explainer/served/record';
import type { ServedSettings } from '@/lib/explainer/served/settings';
import { makeFolder } from '@/lib/folder';
import { sha256Hex } from '@/lib/hash';
import type { ExplainerRecord } from '@/lib/store/records';
import type { AnyTask } from '@/lib/task/task';
import type { Answer } from './ask-trained';
import { BadInput } from './bad-input';
import { readIfPresent } from './files';
import { progressBar } from './progress';
import type { TestQuestions } from './test-questions';

/**
 * The explainers behind HTTP that are configured for a task; none unless a file says so.
 * @throws BadInput that names the file and what is wrong with it
 */
export async function servedExplainers(
  task: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<ServedSettings[]> {
  try {
    return (await configuredExplainers(environment)).filter((one) => answersTask(one, task));
  } catch (cause) {
    throw new BadInput((cause as Error).message, { cause });
  }
}

/** Asks an explainer behind HTTP all test questions. Answers are kept as they come, so that only what is new is asked again. */
export async function askServed(
  task: AnyTask,
  target: string,
  settings: ServedSettings,
  { training, test }: TestQuestions,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<[ExplainerRecord, Answer[]]> {
  const record = servedRecord(target, task, settings);
  const key = keyFrom(settings, environment);
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

function keyFrom(settings: ServedSettings, environment: NodeJS.ProcessEnv): string | undefined {
  try {
    return keyOf(settings, environment);
  } catch (cause) {
    throw new BadInput((cause as Error).message, { cause });
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
