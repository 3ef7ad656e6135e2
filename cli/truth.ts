import path from 'node:path';

import { Command } from 'commander';

import { RECIPES, recipeExposure, recipeSplit } from '@/lib/corpus/recipe';
import { makeFolder } from '@/lib/folder';
import { withLock } from '@/lib/lock';
import { balance, cellsOf } from '@/lib/measure/balance';
import { Random } from '@/lib/random';
import { countCells } from '@/lib/task/asked';
import { questionId } from '@/lib/task/identity';
import { detailKeyOf, type AnyMeasure, type LoadedModel, type World } from '@/lib/task/measure';
import { measureOf } from '@/lib/task/measures';
import type { AnyTask, AskedCell } from '@/lib/task/task';
import { taskOf } from '@/lib/task/tasks';
import { SPLITS, type Split } from '@/lib/words';
import { readFacts } from './corpus';
import { wholeNumber } from './options';
import { progressBar } from './progress';
import { isTiny } from './scale';
import { loadTarget } from './load-target';
import { recipeOf, targetArgument, targetOf, type TargetId } from './targets';
import { taskOption } from './task-option';
import { hashOf } from './training';
import { truthFolder, writeTruth, type TruthManifest } from './truth-artefact';
import { questionLines, type TruthRow } from './truth-rows';
import { Shards } from './truth-shards';

/** `lab truth <target>`: measures balanced questions of a task on a target. */
export function truthCommand(): Command {
  return new Command('truth')
    .description('measure balanced questions of a task on a target')
    .addArgument(targetArgument())
    .addOption(taskOption())
    .option('--seed <number>', 'seed of the questions drawn', wholeNumber, 1)
    .action(measure);
}

/** Draws that are measured before they are written down: what a run that is stopped loses at most. */
const SHARD = 2000;

async function measure(id: string, options: { task: string; seed: number }): Promise<void> {
  const target = targetOf(id);
  const task = taskOf(options.task);
  await withLock(await lockFile(target, task.id), () => measureTask(target, task, options.seed));
}

async function measureTask(target: TargetId, task: AnyTask, seed: number): Promise<void> {
  const how = await measureOf(task.id);
  const model = await loadTarget(target);
  const { data } = recipeOf(target);
  const all = await readFacts(data);
  const worldOf = (split: Split): World => ({
    facts: all.filter((fact) => recipeSplit(RECIPES[data], fact) === split),
    exposureOf: (fact) => recipeExposure(RECIPES[data], fact),
    split,
  });
  const chosen = (await how.choose?.(worldOf('train'), model, Random.stream(seed, 'cells'))) ?? null;
  if (chosen?.length === 0) throw new Error(`no cell of ${target} is worth asking about`);
  const targetHash = model.engine.info.contentHash;
  const shards = await Shards.open(
    path.join(truthFolder(target, task.id), 'shards'),
    hashOf({ target: targetHash, task: task.id, seed, chosen, shard: SHARD, sizes: how.sizes }),
  );
  const rows: TruthRow[] = [];
  const cells: TruthManifest['cells'] = {};
  const distinct: TruthManifest['distinct'] = {};
  let asked = chosen;
  for (const split of SPLITS) {
    const { drawn, kept } = sizesAt(how.sizes[split]);
    const measured = await measureSplit({
      ...{ task, how, model, target, split, seed, shards, drawn },
      world: worldOf(split),
      cells: chosen ?? [],
    });
    const weighed = measured.map((row) => ({
      ...task.stratum(row.body, row.truth),
      answer: task.answer(row.truth),
      row,
    }));
    // Cells are decided once, on training questions: what is tested is what was trained.
    asked ??= cellsOf(weighed);
    const balanced = balance(weighed, kept, Random.stream(seed, 'balance', split), asked);
    cells[split] = balanced.cells;
    const own = balanced.items.map(({ row }) => row);
    distinct[split] = new Set(own.map((row) => detailKeyOf(how, row))).size;
    rows.push(...own);
  }
  await writeTruth({
    rows,
    details: await measureDetails(
      how,
      model,
      rows.filter((row) => row.split === 'test'),
    ),
    manifest: {
      format: 3,
      stage: 'truth',
      task: task.id,
      target,
      targetHash,
      seed,
      hash: hashOf({ target: targetHash, lines: questionLines(rows) }),
      questions: rows.length,
      cells,
      distinct,
    },
  });
  await shards.remove();
  await model.engine.dispose();
  const parts = SPLITS.map((split) => {
    const count = rows.filter((row) => row.split === split).length;
    return `${count} ${split}, about ${distinct[split]} details`;
  });
  console.log(`${target}: ${rows.length} questions (${parts.join('; ')})`);
  for (const line of cellLines(task, rows)) console.log(line);
}

/** One process at a time writes the truth of a target. */
async function lockFile(target: string, task: string): Promise<string> {
  const folder = truthFolder(target, task);
  await makeFolder(folder);
  return path.join(folder, 'lock');
}

/** How many questions are drawn and kept: few for a tiny house. */
function sizesAt({ drawn, kept }: { drawn: number; kept: number }): { drawn: number; kept: number } {
  if (!isTiny()) return { drawn, kept };
  return { drawn: Math.max(120, Math.ceil(drawn / 200)), kept: Math.max(80, Math.ceil(kept / 200)) };
}

/** Measures every question drawn, each asked once; those that ask nothing are left out. */
async function measureSplit({
  task,
  how,
  model,
  target,
  split,
  seed,
  shards,
  drawn,
  world,
  cells,
}: {
  task: AnyTask;
  how: AnyMeasure;
  model: LoadedModel;
  target: string;
  split: Split;
  seed: number;
  shards: Shards;
  drawn: number;
  world: World;
  cells: readonly AskedCell[];
}): Promise<TruthRow[]> {
  const found = new Map<string, TruthRow>();
  const bar = progressBar(`${split} questions`);
  bar.start(drawn, 0);
  const size = how.shard ?? SHARD;
  for (let shard = 0, from = 0; from < drawn; shard++, from += size) {
    const rows = await shards.get(split, shard, async () => {
      const random = Random.stream(seed, split, shard);
      const draws = how.draw(world, model, Math.min(size, drawn - from), random, cells);
      const measured: TruthRow[] = [];
      for (let at = 0; at < draws.length; at += how.batch) {
        const bodies = draws.slice(at, at + how.batch).flat();
        const results = await how.measure(model, bodies);
        bodies.forEach((body, i) => {
          const result = results[i];
          if (result) measured.push({ id: questionId(task, target, body), split, body, ...result });
        });
        bar.update(Math.min(drawn, from + at + how.batch));
      }
      return measured;
    });
    for (const row of rows) if (!found.has(row.id)) found.set(row.id, row);
    bar.update(Math.min(drawn, from + size));
  }
  bar.stop();
  return [...found.values()];
}

/** A line for each cell: its training questions, and of them the share of each kind of answer, or how many answers there are. */
function cellLines(task: AnyTask, rows: readonly TruthRow[]): string[] {
  const training = rows.filter(({ split }) => split === 'train');
  return countCells(task, training).map(({ set, cell, questions, answers, kinds }) => {
    const shares = Object.entries(kinds).map(([kind, n]) => `${kind} ${((100 * n) / questions).toFixed(0)}%`);
    const listed = shares.length > 0 ? shares.join(', ') : `${answers} answers`;
    return `${`${set} ${cell}`.trim().padEnd(32)} ${String(questions).padStart(6)}  ${listed}`;
  });
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
