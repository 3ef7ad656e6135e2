import { existsSync } from 'node:fs';
import path from 'node:path';

import { formsOf } from '@/lib/task/forms';
import type { AnyTask, Given } from '@/lib/task/task';
import type { Split } from '@/lib/words';
import { readFacts } from '../corpus';
import { isTarget, recipeOf } from '../targets';
import { readTruth, truthFolder } from '../truth-artefact';
import type { RowItem } from './columns';

/** Of a question in the store, what only its measurement had. */
const BLANK: Given = { ids: [], vector: null };

/** Rows of the paper's data out of what was measured on this machine, vectors among it; null where nothing was. */
export async function measuredLines(target: string, task: AnyTask, split: Split): Promise<string[] | null> {
  if (!isTarget(target) || !existsSync(path.join(truthFolder(target, task.id), 'manifest.json'))) return null;
  const facts = await readFacts(recipeOf(target).data);
  const objects = new Map(facts.map(({ relation, subject, object }) => [`${relation}\t${subject}`, object]));
  const answerOf = (relation: string, subject: string) => objects.get(`${relation}\t${subject}`) ?? null;
  const { rows } = await readTruth(target, task.id);
  return rows
    .filter((row) => row.split === split)
    .flatMap(({ body, truth, given }) => {
      const row = formsOf(task).published!(body, truth, given, answerOf);
      return row ? [row] : [];
    })
    .map(lineOf);
}

/** The same out of the store, a chunk at a time, without vectors. */
export async function* storedLines(
  task: AnyTask,
  chunks: AsyncIterable<readonly RowItem[]>,
): AsyncGenerator<string[]> {
  let index = 0;
  for await (const items of chunks)
    yield items
      .flatMap(({ body, truth }) => {
        const row = formsOf(task).published!(body, truth, BLANK, () => null);
        return row ? [row] : [];
      })
      .map((row) => lineOf(row, index++));
}

/** Rows that have names are numbered. */
const lineOf = (row: object, index: number): string =>
  `${JSON.stringify(Array.isArray(row) ? row : { index, ...row })}\n`;
