import { Command, Option } from 'commander';

import { linesOf } from '@/lib/api/lines';
import { rowOf } from '@/lib/csv';
import { exportQuestions, getExplainer, getModel, listExplainers, type StoreReader } from '@/lib/store';
import type { QuestionFilters } from '@/lib/store';
import { facetText, SPLIT_FACET } from '@/lib/task/facets';
import { formsOf } from '@/lib/task/forms';
import type { AnyTask } from '@/lib/task/task';
import { taskOf } from '@/lib/task/tasks';
import { SPLITS, type Split } from '@/lib/words';
import { BadInput } from '../bad-input';
import { writeParts } from '../files';
import { dataOption, withStore } from '../import/open-store';
import { taskOption } from '../task-option';
import { columnsOf, ROW_FIELDS, type RowItem } from './columns';
import { writeParquet } from './parquet';
import { measuredLines, storedLines } from './published';
import { predictionLines } from './predictions';

/** Forms of a file: the paper's two, the store's own, and two kinds of table. */
const FORMS = ['published', 'predictions', 'jsonl', 'csv', 'parquet'] as const;

interface QuestionOptions {
  task: string;
  split: Split;
  form: (typeof FORMS)[number];
  explainer?: string;
  out: string;
  dataDir: string;
}

/** `lab export [questions] <target>`: what was asked, measured and said, in the forms that others read. */
export function exportQuestionsCommand(): Command {
  return new Command('questions')
    .description('write questions with what was measured and said, in the paper’s forms or as a table')
    .argument('<target>', 'a model that the store knows')
    .addOption(taskOption())
    .addOption(new Option('--split <name>', 'which questions').choices(SPLITS).default('test'))
    .addOption(
      new Option(
        '--form <name>',
        'published: rows of the paper’s data; predictions: its …_predictions.json; jsonl: as the API gives them; csv, parquet',
      )
        .choices(FORMS)
        .default('published'),
    )
    .option('--explainer <id>', 'whose answers the predictions are')
    .requiredOption('--out <file>', 'the file to write')
    .addOption(dataOption())
    .action(exportQuestionsTo);
}

async function exportQuestionsTo(target: string, options: QuestionOptions): Promise<void> {
  const task = taskOf(options.task);
  const { form, split, out, explainer } = options;
  if ((form === 'predictions') !== (explainer !== undefined))
    throw new BadInput('give --explainer with --form predictions, and with no other');
  if (form === 'published' && !formsOf(task).published)
    throw new BadInput(`there is no published form of questions of the task ${task.id}`);
  if (form === 'predictions' && !formsOf(task).publishedAnswer)
    throw new BadInput(`there is no published form of predictions of the task ${task.id}`);
  // What was measured here has its vectors, which the store does not keep.
  const measured = form === 'published' ? await measuredLines(target, task, split) : null;
  if (measured) {
    await writeParts(out, measured);
    return console.log(`${measured.length} questions in ${out}, with their vectors`);
  }
  const count = await withStore(options.dataDir, async (client) => {
    if (!(await getModel(client, target)))
      throw new BadInput(
        `the store has no model ${target}; start it once with npm start, or import the model`,
      );
    return write(client, { target, task, split, form, explainer, out });
  });
  if (count === 0) console.log(`the store has no such questions; ${out} has none`);
  else console.log(`${count} questions in ${out}`);
}

interface Wanted {
  target: string;
  task: AnyTask;
  split: Split;
  form: QuestionOptions['form'];
  explainer: string | undefined;
  out: string;
}

/** Writes the file, reading no more of the store at a time than is being written. */
async function write(
  client: StoreReader,
  { target, task, split, form, explainer, out }: Wanted,
): Promise<number> {
  const filters: QuestionFilters = {
    targetId: target,
    task: task.id,
    facets: [facetText(SPLIT_FACET, split)],
  };
  const chunks = exportQuestions(client, filters, ROW_FIELDS) as AsyncGenerator<RowItem[]>;
  if (form === 'parquet') return writeParquet(out, await columnsFor(client, target, task), chunks);
  let count = 0;
  const counted = async function* (lines: AsyncIterable<readonly string[]>) {
    for await (const some of lines) {
      count += some.length;
      yield some.join('');
    }
  };
  switch (form) {
    case 'csv': {
      const columns = await columnsFor(client, target, task);
      const head = rowOf(columns.map(({ name }) => name));
      const rows = counted(
        mapped(chunks, (items) => items.map((item) => rowOf(columns.map(({ of }) => cellOf(of(item)))))),
      );
      await writeParts(
        out,
        (async function* () {
          yield head;
          yield* rows;
        })(),
      );
      break;
    }
    case 'jsonl':
      await writeParts(out, counted(mapped(chunks, (items) => items.map((item) => linesOf([item])))));
      break;
    case 'published':
      await writeParts(out, counted(storedLines(task, chunks)));
      break;
    case 'predictions': {
      if ((await getExplainer(client, explainer!))?.targetId !== target)
        throw new BadInput(`${target} has no explainer ${explainer}`);
      await writeParts(out, counted(predictionLines(task, explainer!, chunks)));
      break;
    }
  }
  return count;
}

const cellOf = (value: string | object | null): string =>
  value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);

async function columnsFor(client: StoreReader, target: string, task: AnyTask) {
  const explainers = await listExplainers(client, target, task.id);
  return columnsOf(
    task,
    explainers.filter(({ shown }) => shown),
  );
}

async function* mapped<A, B>(all: AsyncIterable<A>, of: (one: A) => B): AsyncGenerator<B> {
  for await (const one of all) yield of(one);
}
