import { existsSync } from 'node:fs';
import path from 'node:path';

import { readBundle } from '@/lib/store/bundle';
import { wordMark } from '@/lib/task/facets';
import { measureOf } from '@/lib/task/measures';
import type { AnyTask } from '@/lib/task/task';
import { progressBar } from './progress';
import { loadTarget } from './load-target';
import type { TargetId } from './targets';
import { readTruth, truthCommandOf, truthFolder } from './truth-artefact';
import type { TruthRow } from './truth-rows';

/** What explainers of a target are asked and scored on, with what the rules may learn from. */
export interface TestQuestions {
  truthHash: string;
  training: TruthRow[];
  test: TruthRow[];
}

const BUNDLE = path.join('data', 'bundle');

/**
 * The held-out questions of a target: those of the truth artefact of this machine, else those of the bundle that the
 * project ships, of which what explainers are given is measured again. One more explainer needs no more than that.
 */
export async function testQuestions(target: TargetId, task: AnyTask): Promise<TestQuestions> {
  if (existsSync(path.join(truthFolder(target, task.id), 'manifest.json'))) {
    const { manifest, rows } = await readTruth(target, task.id);
    const of = (split: string) => rows.filter((row) => row.split === split);
    const training = of('train');
    return { truthHash: manifest.hash, training, test: marked(task, training, of('test')) };
  }
  const { content } = await readBundle(BUNDLE);
  const items = content.items.filter(
    (item) => item.targetId === target && item.task === task.id && item.split === 'test',
  );
  const truthHash = items[0]?.truthHash;
  if (!truthHash)
    throw new Error(
      `neither a truth artefact nor the bundle has questions of ${target}; measure them with: ${truthCommandOf(target, task.id)}`,
    );
  const how = await measureOf(task.id);
  const model = await loadTarget(target);
  // What was measured on other weights is no truth about these, and answers to it are not answers to this.
  const recorded = content.models.find(({ id }) => id === target);
  if (recorded?.contentHash !== model.engine.info.contentHash)
    throw new Error(
      `the bundle's questions are about another ${target}; measure them with: ${truthCommandOf(target, task.id)}`,
    );
  const test: TruthRow[] = [];
  const bar = progressBar('recorded questions');
  bar.start(items.length, 0);
  for (let from = 0; from < items.length; from += how.batch) {
    const some = items.slice(from, from + how.batch);
    const measured = await how.measure(
      model,
      some.map(({ body }) => body),
    );
    some.forEach(({ id, split, body, truth, marks }, i) => {
      const given = measured[i]?.given;
      if (!given) throw new Error(`question ${id} of the bundle asks nothing of ${target} as it is here`);
      test.push({ id, split, body, truth, given, ...(marks && { marks }) });
    });
    bar.update(Math.min(items.length, from + how.batch));
  }
  bar.stop();
  await model.engine.dispose();
  return { truthHash, training: [], test };
}

/** Questions with whether their word is an answer of a training question. */
export function marked(task: AnyTask, training: readonly TruthRow[], test: readonly TruthRow[]): TruthRow[] {
  const wordOf = ({ truth }: TruthRow) => task.word?.(truth) ?? task.answer(truth);
  const known = new Set(training.map(wordOf));
  return test.map((row) => ({ ...row, marks: [wordMark(!known.has(wordOf(row)))] }));
}
