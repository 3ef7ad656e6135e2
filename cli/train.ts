import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { Command } from 'commander';

import { parseFacts, type Fact } from '@/lib/corpus/facts';
import { factRow } from '@/lib/corpus/rows';
import { exposureOf } from '@/lib/corpus/split';
import { WORDINGS } from '@/lib/corpus/wordings';
import { nodeRuntime } from '@/lib/engine/runtime-node';
import {
  explainerPlan,
  type ExplainerTrainingSettings,
  type TrainingQuestion,
} from '@/lib/explainer/training';
import type { ExplainerSidecar } from '@/lib/explainer/types';
import { parseConfig } from '@/lib/model/config';
import { adapterParameters, assembleAdapter, initialAdapter, mergeAdapter } from '@/lib/model/lora';
import { readSafetensors, writeSafetensors } from '@/lib/model/safetensors';
import { parseTokenizer, type Tokenizer } from '@/lib/model/tokenizer';
import { PATCH_PROMPTS } from '@/lib/task/patch/wordings';
import type { RunRecord } from '@/lib/store/records';
import type { Example } from '@/lib/train/batch';
import { languageModel } from '@/lib/train/language-model';
import { judge } from '@/lib/train/early-stop';
import { Random } from '@/lib/random';
import { ADAMW } from '@/lib/train/optimiser';
import { Trainer, freshState } from '@/lib/train/trainer';
import {
  explainerFolder,
  explainerId,
  explainerRunFolder,
  isTrainedRole,
  otherHouse,
  TRAINED_ROLES,
} from './explainers';
import { readOrExplain, writeAtomically, writeJson } from './files';
import { HOUSES, isHouse, modelFolder } from './houses';
import { codeVersion, hashOf, runTraining, type RunArtefact } from './training';
import { readTruth, type TruthArtefact } from './truth-artefact';
import { decimal, wholeNumber } from './options';
import { SETTINGS, commandOf, loraOf, type TrainOptions } from './train-options';

/** Steps between two looks at the held-out questions. */
const EVALUATE_EVERY = 100;

/** `lab train <target> <role>`: fine-tunes an explainer of a target on measured questions. */
export function trainCommand(): Command {
  return new Command('train')
    .description('fine-tune an explainer of a target and write its folder')
    .argument('<target>', Object.keys(HOUSES).join(' or '))
    .argument('<role>', TRAINED_ROLES.join(', '))
    .option('--examples <count>', 'training questions', wholeNumber, 8000)
    .option('--steps <count>', 'optimiser steps', wholeNumber, 1500)
    .option('--seed <number>', 'seed of data order', wholeNumber, 1)
    .option(
      '--patience <count>',
      `end when the loss on held-out questions, taken every ${EVALUATE_EVERY} steps, did not fall so many times; 0 for never`,
      wholeNumber,
      0,
    )
    .option('--rate <number>', 'highest learning rate', decimal, SETTINGS.peak)
    .option(
      '--lora <rank>',
      'train a low-rank adapter of all linear layers, and merge it at the end; 0 trains every weight',
      wholeNumber,
      0,
    )
    .option('--alpha <number>', 'the adapter is scaled by alpha / rank; the rank unless given', decimal)
    .option('--dropout <probability>', "dropout of the adapter's input", decimal, 0)
    .option('--threads <count>', 'threads of ONNX Runtime; 0 for one a core', wholeNumber, 0)
    .option('--resume', 'continue from the last checkpoint', false)
    .action(trainExplainer);
}

async function trainExplainer(target: string, role: string, options: TrainOptions): Promise<void> {
  if (!isHouse(target))
    throw new Error(`no such target: ${target}; there are ${Object.keys(HOUSES).join(', ')}`);
  if (!isTrainedRole(role))
    throw new Error(`no such role: ${role}; trained explainers are ${TRAINED_ROLES.join(', ')}`);
  const base = role === 'other' ? otherHouse(target) : target;
  const folder = modelFolder(base);
  const configText = new TextDecoder().decode(
    await readOrExplain(path.join(folder, 'config.json'), `npm run lab -- pretrain ${base}`),
  );
  const config = parseConfig(configText);
  const weights = await readFile(path.join(folder, 'model.safetensors'));
  const tokenizerJson = await readFile(path.join(folder, 'tokenizer.json'), 'utf8');
  const tokenizerConfig = await readFile(path.join(folder, 'tokenizer_config.json'), 'utf8');
  const tokenizer = parseTokenizer(tokenizerJson, tokenizerConfig);
  const truth = await readTruth(target);
  const pool = truth.rows.filter((row) => row.split === 'train');
  if (pool.length < options.examples) {
    throw new Error(`${target} has ${pool.length} training questions, ${options.examples} were asked for`);
  }
  const training = pool.slice(0, options.examples);
  const { patience } = options;
  const facts = parseFacts(await readFile(path.join('data', 'facts.tsv'), 'utf8'));
  const settings: ExplainerTrainingSettings = { ...SETTINGS, peak: options.rate, steps: options.steps };
  const lora = loraOf(options);
  const id = explainerId(target, role, options.examples, options.seed, options.lora);
  const dataHash = hashOf(training.map((row) => row.id));
  const sidecar: ExplainerSidecar = {
    format: 1,
    id,
    role,
    target,
    base,
    task: 'patch',
    prompts: [...PATCH_PROMPTS],
    injection: { begin: '<v>', vector: '<vec>', end: '</v>' },
    vector: role === 'no-vector' ? 'zero' : 'raw',
    cells: cellsOf(training),
    pairTypes: [...new Set(training.map((row) => row.pairType))].sort(),
    trainExamples: options.examples,
    trainingDataHash: dataHash,
    runId: '',
  };
  const fingerprint = hashOf({
    id,
    settings,
    dataHash,
    truth: truth.manifest.hash,
    prompts: sidecar.prompts,
    ...(patience > 0 ? { patience } : {}),
    ...(lora ? { lora } : {}),
    base: hashOf(Buffer.from(weights).toString('base64')),
  });
  sidecar.runId = hashOf({ fingerprint, seed: options.seed });
  const parameters = readSafetensors(weights);
  const result = await runTraining({
    folder: explainerRunFolder(id),
    fingerprint,
    resume: options.resume,
    plan: explainerPlan({
      tokenizer,
      style: sidecar,
      questions: training.map(questionOf),
      heldOut:
        patience > 0
          ? {
              questions: truth.rows.filter((row) => row.split === 'validation').map(questionOf),
              every: EVALUATE_EVERY,
              stopping: { patience, minDelta: 0 },
            }
          : undefined,
      replay: replayRows(facts, tokenizer),
      bosId: config.bosId,
      dModel: config.dModel,
      seed: options.seed,
      settings,
    }),
    fresh() {
      if (!lora) return freshState(parameters);
      const random = new Random(options.seed);
      return freshState(adapterParameters(initialAdapter(config, lora, () => random.uniform())));
    },
    trainer(state) {
      const model = lora ? { config, lora, frozen: parameters } : { config };
      const runtime = nodeRuntime({ threads: options.threads });
      return new Trainer(runtime, languageModel(model), ADAMW, state, options.seed);
    },
  });
  if (!result) return;
  const trained = lora
    ? mergeAdapter(config, parameters, assembleAdapter(config, lora, result.state.parameters))
    : result.state.parameters;

  const out = explainerFolder(id);
  await writeAtomically(path.join(out, 'config.json'), configText);
  await writeAtomically(path.join(out, 'tokenizer.json'), tokenizerJson);
  await writeAtomically(path.join(out, 'tokenizer_config.json'), tokenizerConfig);
  await writeAtomically(path.join(out, 'model.safetensors'), writeSafetensors(trained, 'F16'));
  await writeJson(path.join(out, 'explainer.json'), sidecar);
  const { best } = judge(result.heldOut, { patience, minDelta: 0 });
  const run: RunRecord = {
    id: sidecar.runId,
    kind: 'train',
    subjectId: id,
    seed: options.seed,
    config: { ...settings, ...ADAMW, examples: options.examples, ...(lora && { lora }) },
    dataHash,
    codeVersion: codeVersion(),
    command: commandOf(target, role, options),
    metrics: { loss: result.curve.at(-1)?.[1] ?? NaN, ...(best && { heldOut: best.loss }) },
    createdAt: new Date().toISOString(),
  };
  const artefact: RunArtefact = {
    run,
    points: [
      ...result.curve.map(([step, value]) => ({ runId: run.id, step, name: 'loss', value })),
      ...result.heldOut.map(({ step, loss: value }) => ({ runId: run.id, step, name: 'heldOut', value })),
    ],
  };
  await writeJson(path.join(explainerRunFolder(id), 'artefact.json'), artefact);
  console.log(`${id}: loss ${run.metrics.loss}`);
}

const questionOf = (row: TruthArtefact['rows'][number]): TrainingQuestion => ({
  id: row.id,
  layers: row.layers,
  textIds: row.ids,
  position: row.position,
  vector: row.vector,
  truth: row.truth,
});

/** Rows of pretraining that are replayed: facts the base model met often, so that fine-tuning does not erase them. */
function replayRows(facts: readonly Fact[], tokenizer: Tokenizer): Example[] {
  return facts
    .filter((fact) => exposureOf(fact) === 'frequent')
    .flatMap((fact) => WORDINGS.map((_, wording) => factRow(fact, wording, tokenizer.encode)));
}

function cellsOf(
  rows: readonly { layers: number[]; positionType: ExplainerSidecar['cells'][number]['positionType'] }[],
) {
  const cells = new Map(
    rows.map((row) => [
      `${row.layers.join('-')}|${row.positionType}`,
      { layer: row.layers[0]!, positionType: row.positionType },
    ]),
  );
  return [...cells.values()].sort(
    (a, b) => a.layer - b.layer || a.positionType.localeCompare(b.positionType),
  );
}
