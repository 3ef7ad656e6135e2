import path from 'node:path';

import { Command } from 'commander';

import type { Fact } from '@/lib/corpus/facts';
import { RECIPES, recipeExposure } from '@/lib/corpus/recipe';
import { nodeRuntime } from '@/lib/engine/runtime-node';
import { Random } from '@/lib/random';
import { measureOf } from '@/lib/task/measures';
import { surveyFile, type Survey, type SurveyFile } from '@/lib/task/survey';
import { taskOf } from '@/lib/task/tasks';
import { BadInput } from './bad-input';
import { readFacts } from './corpus';
import { writeJson } from './files';
import { wholeNumber } from './options';
import { loadModel, modelFolder, recipeOf, targetArgument, targetOf } from './targets';
import { taskOption } from './task-option';

interface SurveyOptions {
  task: string;
  draws: number;
  seed: number;
}

/** `lab survey <target>`: what many questions of a task show of a target, before questions are chosen. */
export function surveyCommand(): Command {
  return new Command('survey')
    .description('measure over many questions which of them are worth asking about a target')
    .addArgument(targetArgument())
    .addOption(taskOption())
    .option('--draws <count>', 'draws of each kind', wholeNumber, 200)
    .option('--seed <number>', 'seed of what is drawn', wholeNumber, 1)
    .action(survey);
}

async function survey(name: string, { task, draws, seed }: SurveyOptions): Promise<void> {
  const id = targetOf(name);
  const how = await measureOf(taskOf(task).id);
  if (!how.survey) throw new BadInput(`questions of the task ${task} are not surveyed`);
  const target = await loadModel(nodeRuntime(), id, `npm run lab -- pretrain ${id}`);
  const { data } = recipeOf(id);
  const world = {
    facts: await readFacts(data),
    split: 'train' as const,
    exposureOf: (fact: Fact) => recipeExposure(RECIPES[data], fact),
  };
  const found = await how.survey(target, world, draws, new Random(seed));
  await target.engine.dispose();
  const file: SurveyFile = {
    format: 1,
    contentHash: target.engine.info.contentHash,
    seed,
    draws,
    survey: found,
  };
  await writeJson(path.join(modelFolder(id), surveyFile(task)), file);
  for (const line of surveyLines(found)) console.log(line);
}

/** A line a row: the figures of each cell as shares, a star where it is worth asking. */
export function surveyLines({ columns, figures, rows }: Survey): string[] {
  const share = (count: number, n: number) => (count / n).toFixed(2).replace(/^0/, '');
  const all = rows.flatMap(({ cells }) => cells.filter((cell) => cell !== null));
  const asked = all.filter(({ worthAsking }) => worthAsking);
  return [
    `${'share of outputs that are'.padEnd(32)} ${figures.join(' / ')}; ${columns[0] ?? ''} to ${columns.at(-1) ?? ''}`,
    ...rows.map(
      ({ name, cells }) =>
        `${name.padEnd(32)} ${cells
          .map((cell) =>
            cell
              ? `${cell.counts.map((count) => share(count, cell.n)).join('/')}${cell.worthAsking ? '*' : ' '}`
              : '-',
          )
          .join('  ')}`,
    ),
    `${asked.length} of ${all.length} cells are worth asking about`,
  ];
}
