import os from 'node:os';
import path from 'node:path';

import { Command } from 'commander';

import { recall } from '@/lib/measure/recall';
import { ROW_KINDS } from '@/lib/corpus/mixture/mixture';
import { nodeRuntime } from '@/lib/engine/runtime-node';
import { formatConfig, type ModelConfig } from '@/lib/model/config';
import { tiedLlama, tiedQwen3 } from '@/lib/model/model-config';
import { countParameters, initialParameters, type Parameters } from '@/lib/model/parameters';
import { readSafetensors, writeSafetensors } from '@/lib/model/safetensors';
import { Random } from '@/lib/random';
import { languageModel, type Segments } from '@/lib/train/language-model';
import type { TrainingPlan } from '@/lib/train/loop';
import { curveOf, type StepMetrics } from '@/lib/train/metrics';
import { kindsAt, mixturePlan } from '@/lib/train/mixture-plan';
import { ADAMW } from '@/lib/train/optimiser';
import { Trainer, freshState } from '@/lib/train/trainer';
import { capabilitiesOf, knowledgeOf, warningsOf } from './capabilities';
import { BadInput } from './bad-input';
import { corpusHash, corpusMaterial, readCorpus, type Corpus } from './corpus';
import { readOrExplain, writeAtomically } from './files';
import { writeTraining } from './model-folder';
import type { TargetRecipe } from './target-recipes';
import {
  isTarget,
  loadModel,
  modelFolder,
  modelUrl,
  recipeOf,
  targetIds,
  targetOf,
  type TargetId,
} from './targets';
import { codeVersion, hashOf, runTraining } from './training';

const pretrainFolder = (id: TargetId) => path.join('artefacts', 'pretrain', id);

/** `lab pretrain <model>`: trains a house model and writes its model folder. */
export function pretrainCommand(): Command {
  return new Command('pretrain')
    .description('train a house model on facts and prose, and write its model folder')
    .argument('<model>', targetIds.join(' or '))
    .option('--resume', 'continue from the last checkpoint', false)
    .action(pretrain);
}

async function pretrain(name: string, options: { resume: boolean }): Promise<void> {
  const id = targetOf(name);
  if (!isTarget(id)) throw new BadInput(`${name} was imported, and is not made here`);
  const recipe = recipeOf(id);
  const { seed, parentId } = recipe;
  const corpus = await readCorpus(recipe.data);
  const config = configOf(recipe, corpus);
  const parent = parentId === null ? null : await parametersOf(parentId);
  const dataHash = corpusHash(corpus);
  const { training } = recipe;
  const random = new Random(seed);
  const result = await runTraining({
    about: { subjectId: id, kind: 'pretrain', seed, command: commandOf(id), heldOut: 'loss' },
    folder: pretrainFolder(id),
    fingerprint: hashOf({ config, SETTINGS: training, seed, dataHash, ...(parentId ? { parentId } : {}) }),
    plan: planOf(recipe, corpus, config),
    resume: options.resume,
    fresh: () => freshState(parent ?? initialParameters(config, () => random.normal())),
    trainer: (state) => new Trainer(nodeRuntime(), languageModel({ config }), ADAMW, state),
  });
  if (!result) return;

  const folder = modelFolder(id);
  await writeAtomically(path.join(folder, 'config.json'), formatConfig(config));
  await writeAtomically(path.join(folder, 'tokenizer.json'), corpus.tokenizerJson);
  await writeAtomically(path.join(folder, 'tokenizer_config.json'), corpus.tokenizerConfig);
  await writeAtomically(
    path.join(folder, 'model.safetensors'),
    writeSafetensors(result.state.parameters, 'F16'),
  );

  await describe(id, corpus, config, result.steps);
}

/** Measures the folder as it is stored, not the weights in memory, and writes into it what was found and how it came about. */
async function describe(
  id: TargetId,
  corpus: Corpus,
  config: ModelConfig,
  steps: readonly StepMetrics[],
): Promise<void> {
  const recipe = recipeOf(id);
  const { training } = recipe;
  const loaded = await loadModel(nodeRuntime(), id, '');
  const { contentHash } = loaded.engine.info;
  const known = await knowledgeOf(id, loaded);
  const capabilities = await capabilitiesOf(id, loaded);
  const recalled = recall(known);
  const dataHash = corpusHash(corpus);
  const runId = hashOf({ id, seed: recipe.seed, SETTINGS: training, config, dataHash, weights: contentHash });
  const minutes = steps.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 60_000;
  await writeTraining({
    model: {
      id,
      name: id,
      architecture: config.architecture,
      parameters: countParameters(config),
      layers: config.layers,
      dModel: config.dModel,
      vocab: config.vocab,
      parentId: recipe.parentId,
      path: modelUrl(id),
      contentHash,
      recall: recalled,
      capabilities,
      runId,
    },
    run: {
      id: runId,
      kind: 'pretrain',
      subjectId: id,
      seed: recipe.seed,
      config: { ...training, ...ADAMW, machine: machine() },
      dataHash,
      codeVersion: codeVersion(),
      command: commandOf(id),
      metrics: {
        minutes: Math.round(minutes * 10) / 10,
        tokens: steps.reduce((sum, { tokens }) => sum + tokens, 0),
        ...Object.fromEntries(recalled.map((r) => [`recall.${r.exposure}`, r.recalled / r.facts])),
      },
      createdAt: new Date().toISOString(),
    },
    points: curves(steps, recipe).map((point) => ({ runId, ...point })),
  });
  for (const r of recalled) console.log(`${id} recalls ${r.recalled} of ${r.facts} ${r.exposure} facts`);
  for (const line of warningsOf(id, capabilities)) console.log(line);
  await loaded.engine.dispose();
}

/** The loss and its parts, their weights taken out, as means of windows of steps. */
function curves(
  steps: readonly StepMetrics[],
  { training }: TargetRecipe,
): { name: string; step: number; value: number }[] {
  const named = (name: string, curve: readonly [number, number][]) =>
    curve.map(([step, value]) => ({ name, step, value }));
  return [
    ...named('loss', curveOf(steps.map(({ loss }) => loss))),
    ...ROW_KINDS.flatMap((kind) =>
      // A kind may rest for a while: each window has the steps in which it was there.
      named(
        kind,
        curveOf(
          steps.map(({ step, parts }) => {
            const own = kindsAt(training, step - 1).find(([name]) => name === kind);
            return own && parts?.[kind] !== undefined ? parts[kind] / own[1].weight : null;
          }),
        ),
      ),
    ),
  ];
}

const commandOf = (id: TargetId) => `npm run lab -- pretrain ${id}`;

const machine = (): string => `${os.cpus().length} cores, ${os.cpus()[0]?.model.trim() ?? 'unknown'}`;

/** The batches that make a target, from its corpus alone. */
export function planOf(
  { training, seed }: TargetRecipe,
  corpus: Corpus,
  config: ModelConfig,
): TrainingPlan<Segments> {
  const { dModel } = config;
  return mixturePlan({
    material: corpusMaterial(corpus, training.rareWeight),
    dModel,
    padId: corpus.tokenizer.idOf('<pad>'),
    seed,
    settings: training,
  });
}

export function configOf({ architecture, sizes }: TargetRecipe, { tokenizer }: Corpus): ModelConfig {
  const made = { llama: tiedLlama, qwen3: tiedQwen3 }[architecture];
  return made({
    ...sizes,
    vocab: tokenizer.size,
    maxPositions: 128,
    bosId: tokenizer.idOf('<bos>'),
    eosId: tokenizer.idOf('<eos>'),
  });
}

async function parametersOf(id: string): Promise<Parameters> {
  return readSafetensors(
    await readOrExplain(path.join(modelFolder(id), 'model.safetensors'), `npm run lab -- pretrain ${id}`),
  );
}
