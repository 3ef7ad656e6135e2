import { Command } from 'commander';
import { rollup } from 'd3-array';

import { RECIPES, recipeSplit } from '@/lib/corpus/recipe';
import { nodeRuntime } from '@/lib/engine/runtime-node';
import { balance } from '@/lib/measure/balance';
import { Random } from '@/lib/random';
import { questionId } from '@/lib/task/identity';
import { detailKeyOf, type AnyMeasure, type LoadedModel } from '@/lib/task/measure';
import { measureOf } from '@/lib/task/measures';
import type { AnyTask } from '@/lib/task/task';
import { taskOf } from '@/lib/task/tasks';
import { SPLITS, type Split } from '@/lib/words';
import { readFacts } from './corpus';
import { wholeNumber } from './options';
import { progressBar } from './progress';
import { isTiny } from './scale';
import { loadModel, recipeOf, targetArgument, targetOf } from './targets';
import { taskOption } from './task-option';
import { hashOf } from './training';
import { questionLines, writeTruth, type TruthManifest, type TruthRow } from './truth-artefact';

/** `lab truth <target>`: measures balanced questions of a task on a target. */
export function truthCommand(): Command {
  return new Command('truth')
    .description('measure balanced questions of a task on a target')
    .addArgument(targetArgument())
    .addOption(taskOption())
    .option('--seed <number>', 'seed of the questions drawn', wholeNumber, 1)
    .action(measure);
}

async function measure(id: string, options: { task: string; seed: number }): Promise<void> {
  const target = targetOf(id);
  const task = taskOf(options.task);
  const how = await measureOf(task.id);
  const model = await loadModel(nodeRuntime(), target, `npm run lab -- pretrain ${target}`);
  const { data } = recipeOf(target);
  const facts = await readFacts(data);
  const rows: TruthRow[] = [];
  const cells: TruthManifest['cells'] = {};
  for (const split of SPLITS) {
    // The seed of a split has been its length from the first truth on, so that the same questions come again.
    const random = new Random(options.seed * 1000 + split.length);
    const world = { facts: facts.filter((fact) => recipeSplit(RECIPES[data], fact) === split) };
    const { drawn: draws, kept } = sizesAt(how.sizes[split]);
    const drawn = how.draw(world, model, draws, random);
    const measured = await measureAll({ task, how, model, target, split, drawn });
    const balanced = balance(measured, kept, random);
    cells[split] = balanced.cells;
    rows.push(...balanced.items.map(({ row }) => row));
  }
  const targetHash = model.engine.info.contentHash;
  await writeTruth({
    rows,
    details: await measureDetails(
      how,
      model,
      rows.filter((row) => row.split === 'test'),
    ),
    manifest: {
      format: 2,
      stage: 'truth',
      task: task.id,
      target,
      targetHash,
      seed: options.seed,
      hash: hashOf({ target: targetHash, lines: questionLines(rows) }),
      questions: rows.length,
      cells,
    },
  });
  await model.engine.dispose();
  const counts = rollup(
    rows,
    (some) => some.length,
    (row) => row.split,
  );
  const parts = SPLITS.map((split) => `${counts.get(split) ?? 0} ${split}`);
  console.log(`${target}: ${rows.length} questions (${parts.join(', ')})`);
}

/** How many questions are drawn and kept: few for a tiny house. */
function sizesAt({ drawn, kept }: { drawn: number; kept: number }): { drawn: number; kept: number } {
  if (!isTiny()) return { drawn, kept };
  return { drawn: Math.max(60, Math.ceil(drawn / 40)), kept: Math.max(40, Math.ceil(kept / 40)) };
}

/** Measures every question drawn, each asked once; those that ask nothing are left out. */
async function measureAll({
  task,
  how,
  model,
  target,
  split,
  drawn,
}: {
  task: AnyTask;
  how: AnyMeasure;
  model: LoadedModel;
  target: string;
  split: Split;
  drawn: readonly (readonly unknown[])[];
}) {
  const seen = new Set<string>();
  const items: { cell: string; side: string; row: TruthRow }[] = [];
  const bar = progressBar(`${split} questions`);
  bar.start(drawn.length, 0);
  for (let from = 0; from < drawn.length; from += how.batch) {
    const bodies = drawn.slice(from, from + how.batch).flat();
    const measured = await how.measure(model, bodies);
    bodies.forEach((body, i) => {
      const found = measured[i];
      const id = questionId(task, target, body);
      if (!found || seen.has(id)) return;
      seen.add(id);
      items.push({ ...task.stratum(body, found.truth), row: { id, split, body, ...found } });
    });
    bar.update(Math.min(drawn.length, from + how.batch));
  }
  bar.stop();
  return items;
}

/** What pages draw of these questions, each once. */
export async function measureDetails(
  how: AnyMeasure,
  model: LoadedModel,
  rows: readonly TruthRow[],
): Promise<Map<string, unknown>> {
  const details = new Map<string, unknown>();
  if (!how.detail) return details;
  const bodies = new Map(rows.map((row) => [detailKeyOf(how, row), row.body]));
  const bar = progressBar('details');
  bar.start(bodies.size, 0);
  for (const [key, body] of bodies) {
    details.set(key, (await how.detail(model, body)).detail);
    bar.increment();
  }
  bar.stop();
  return details;
}
