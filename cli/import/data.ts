import { stat } from 'node:fs/promises';
import path from 'node:path';

import { Command, Option } from 'commander';

import { idOf, rootOf } from '@/lib/imports';
import { formsOf } from '@/lib/task/forms';
import { importTarget } from '@/lib/task/import-target';
import type { ImportTarget } from '@/lib/task/importing';
import { parseTokenizer } from '@/lib/model/tokenizer';
import { getModel } from '@/lib/store/models';
import { changeImports } from '@/lib/store/imports';
import { addExplainer, findImport, finishSayings, RowImport, SayingImport } from '@/lib/store/import-rows';
import type { ExplainerRecord, ModelRecord, RunRecord } from '@/lib/store/records';
import type { StoreClient } from '@/lib/store/client';
import type { AnyTask } from '@/lib/task/task';
import { taskOf } from '@/lib/task/tasks';
import { KINSHIPS, SPLITS, type Kinship, type Split } from '@/lib/words';
import { BadInput } from '../bad-input';
import { readIfPresent } from '../files';
import { taskOption } from '../task-option';
import { codeVersion } from '../training';
import { hashOf } from './json-values';
import { dataOption, withStore } from './open-store';
import { BadLines, type Placed, readPredictions, readQuestions } from './read-rows';
import { Scores } from './scores';

interface DataOptions {
  target: string;
  task: string;
  split: Split;
  predictions?: string;
  explainer?: string;
  kinship?: Kinship;
  dataDir: string;
}

/** `lab import data <file>`: questions and truths in the paper's form, and what somebody's explainer said of them. */
export function importDataCommand(): Command {
  return new Command('data')
    .description('take in questions in the form of the paper’s data, with predictions where there are some')
    .argument('<file>', 'JSON Lines of patching rows, ablation rows or feature labels')
    .requiredOption('--target <id>', 'the model that they are about, shipped or imported')
    .addOption(taskOption())
    .addOption(new Option('--split <name>', 'which questions they are').choices(SPLITS).default('test'))
    .option('--predictions <file>', 'what an explainer said of them, as in …_predictions.json')
    .option('--explainer <name>', 'what the explainer of the predictions is called')
    .addOption(
      new Option('--kinship <name>', 'what its weights began from, as seen from the target').choices(
        KINSHIPS,
      ),
    )
    .addOption(dataOption())
    .action(importData);
}

async function importData(file: string, options: DataOptions): Promise<void> {
  const task = taskOf(options.task);
  if (!formsOf(task).importing)
    throw new BadInput(`there is no published form of questions of the task ${task.id}`);
  if (!options.predictions !== !options.explainer)
    throw new BadInput('give --predictions and --explainer together');
  for (const given of [file, options.predictions])
    if (given && !(await stat(given).catch(() => null))?.isFile())
      throw new BadInput(`there is no file ${given}`);
  process.env.MIRRORSCOPE_IMPORTS_IN ??= path.resolve(options.dataDir);
  await withStore(options.dataDir, async (client) => {
    const model = await getModel(client, options.target);
    if (!model)
      throw new BadInput(
        `the store has no model ${options.target}; bring it with: npm run lab -- import model, or start once with npm start`,
      );
    await take(client, { file, options, task, model, target: await targetOf(model) });
  });
}

/** What an import is about. */
interface Taken {
  file: string;
  options: DataOptions;
  task: AnyTask;
  model: ModelRecord;
  target: ImportTarget;
}

async function take(client: StoreClient, taken: Taken): Promise<void> {
  const { file, options, task, model, target } = taken;
  const run = runOf(taken, file, await hashOf(file), model.id);
  const of = { targetId: model.id, task: task.id };
  const explainer = options.explainer ? explainerOf(taken) : null;
  const there = explainer && (await client.explainer.findUnique({ where: { id: explainer.id } }));
  if (there && there.bundle !== null)
    throw new BadInput(`${explainer.id} is an explainer of the bundle: choose another name with --explainer`);
  const saying =
    explainer && runOf(taken, options.predictions!, await hashOf(options.predictions!), explainer.id);
  const [rowsThere, sayingsThere] = await Promise.all([
    findImport(client, run.id),
    saying && findImport(client, saying.id),
  ]);
  if (rowsThere && (!saying || sayingsThere)) {
    console.log(`${[run.id, saying?.id].filter(Boolean).join(' and ')}: imported already, nothing changes`);
    return;
  }
  const report = await changeImports(client, async (change) => {
    const bad = new BadLines(path.basename(file));
    const questions = new RowImport(change, { ...of, run }, options.split);
    const placed: Placed | null = saying ? new Map() : null;
    let rows = 0;
    for await (const row of readQuestions(file, { task, target, targetId: model.id, placed }, bad)) {
      if (!rowsThere) await questions.add(row);
      rows++;
    }
    if (rows === 0) throw new BadInput(`${bad.summary()}: nothing is imported`);
    const metrics = { rows, badLines: bad.count };
    await change.writer.add('Run', { ...run, ...(rowsThere ? { metrics: rowsThere.metrics } : { metrics }) });
    const lines = [`${run.id}: ${rows} questions`, ...bad.lines()];
    if (explainer && saying && placed) {
      const wrong = new BadLines(path.basename(options.predictions!));
      const scores = new Scores(task, explainer, options.split);
      await addExplainer(change, { ...explainer, runId: saying.id }, saying);
      const sayings = new SayingImport(change, { ...of, run: saying, explainerId: explainer.id }, (item) =>
        scores.add(item),
      );
      for await (const one of readPredictions(options.predictions!, { task, target, placed }, wrong))
        await sayings.add(one);
      await sayings.flush();
      if (scores.count === 0) throw new BadInput(`${wrong.summary()}: nothing is imported`);
      const counted = { answers: scores.count, badLines: wrong.count };
      await change.writer.add('Run', { ...saying, metrics: counted });
      await finishSayings(change, scores.evaluations());
      lines.push(`${saying.id}: ${scores.count} answers of ${explainer.id}`, ...wrong.lines());
      lines.push(...scores.lines());
    }
    change.recount(of);
    return lines;
  });
  for (const line of report) console.log(line);
  console.log(`page: /${model.id}/${task.path}`);
}

const text = (bytes: Uint8Array | null) => (bytes?.length ? new TextDecoder().decode(bytes) : undefined);

/** The tokenizer of the target, which says where the tokens of a text are. */
async function targetOf({ id, path: url, layers, dModel }: ModelRecord): Promise<ImportTarget> {
  const folder = path.join(rootOf(url), url);
  const [tokenizer, config] = await Promise.all(
    ['tokenizer.json', 'tokenizer_config.json'].map(async (name) =>
      text(await readIfPresent(path.join(folder, name))),
    ),
  );
  if (!tokenizer)
    throw new BadInput(`the folder of ${id} has no tokenizer.json, by which positions are read`);
  return importTarget(parseTokenizer(tokenizer, config), { layers, dModel });
}

function runOf({ task, model, options }: Taken, file: string, hash: string, subjectId: string): RunRecord {
  const name = path.basename(file);
  return {
    id: `import-${[hash.slice(0, 12), task.id, idOf(subjectId)].join('-')}`,
    ...{ kind: 'import', subjectId, seed: 0, dataHash: hash.slice(0, 12), codeVersion: codeVersion() },
    config: { file: name, sha256: hash, targetId: model.id, task: task.id, split: options.split },
    command: `npm run lab -- import data ${name} --target ${model.id} --task ${task.id}`,
    metrics: {},
    createdAt: new Date().toISOString(),
  };
}

/** With a kinship it stands among trained explainers; without, by its name alone. */
function explainerOf({ task, model, options }: Taken): ExplainerRecord {
  const [name, kinship] = [options.explainer!.trim(), options.kinship ?? null];
  const id = idOf(name);
  if (!id || name.length > 80)
    throw new BadInput('--explainer must be a name of 1 to 80 characters, with a letter or a figure in it');
  return {
    ...{ id: `${model.id}.${task.id}.imported.${id}`, targetId: model.id, task: task.id },
    ...{ baseId: kinship === 'self' ? model.id : null, kinship, sees: 'vector' },
    ...(kinship ? { rule: null, variant: name } : { rule: name, variant: null }),
    ...{ trainExamples: null, path: null, contentHash: null, shown: true },
    runId: null,
  };
}
