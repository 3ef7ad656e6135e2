import { Command, Option } from 'commander';

import type { AnyTask } from '@/lib/task/task';
import { taskOf } from '@/lib/task/tasks';
import { SPLITS, type Split } from '@/lib/words';
import { BadInput } from './bad-input';
import { readFacts } from './corpus';
import { writeAtomically } from './files';
import { recipeOf, targetArgument, targetOf } from './targets';
import { taskOption } from './task-option';
import { readTruth } from './truth-artefact';

interface ExportOptions {
  task: string;
  split: Split;
  out: string;
}

/** `lab export <target>`: measured questions in the form in which the paper's data are published, one a line. */
export function exportCommand(): Command {
  return new Command('export')
    .description('write measured questions as JSON Lines in the form in which the paper’s data are published')
    .addArgument(targetArgument())
    .addOption(taskOption())
    .addOption(new Option('--split <name>', 'which questions').choices(SPLITS).default('test'))
    .requiredOption('--out <file>', 'the file to write')
    .action(exportTruth);
}

async function exportTruth(name: string, { task: id, split, out }: ExportOptions): Promise<void> {
  const target = targetOf(name);
  const task: AnyTask = taskOf(id);
  if (!task.published) throw new BadInput(`there is no published form of questions of the task ${id}`);
  const facts = await readFacts(recipeOf(target).data);
  const objects = new Map(facts.map(({ relation, subject, object }) => [`${relation}\t${subject}`, object]));
  const { rows } = await readTruth(target, id);
  const lines = rows
    .filter((row) => row.split === split)
    .flatMap(({ body, truth, given }) => {
      const row = task.published!(
        body,
        truth,
        given,
        (relation, subject) => objects.get(`${relation}\t${subject}`) ?? null,
      );
      return row ? [row] : [];
    })
    .map((row, index) => `${JSON.stringify({ index, ...row })}\n`);
  await writeAtomically(out, lines.join(''));
  console.log(`${lines.length} questions in ${out}`);
}
