import path from 'node:path';

import { Command } from 'commander';

import { recall } from '@/lib/measure/recall';
import { recipeExposure } from '@/lib/corpus/recipe';
import { nodeRuntime } from '@/lib/engine/runtime-node';
import { formatConfig, type ModelConfig } from '@/lib/model/config';
import { tiedLlama } from '@/lib/model/model-config';
import { countParameters, initialParameters, type Parameters } from '@/lib/model/parameters';
import { readSafetensors, writeSafetensors } from '@/lib/model/safetensors';
import { Random } from '@/lib/random';
import type { ModelRecord } from '@/lib/store/records';
import { languageModel, type Segments } from '@/lib/train/language-model';
import type { TrainingPlan } from '@/lib/train/loop';
import { mixturePlan } from '@/lib/train/mixture-plan';
import { ADAMW } from '@/lib/train/optimiser';
import { pretrainingPlan } from '@/lib/train/pretraining';
import { Trainer, freshState } from '@/lib/train/trainer';
import { corpusHash, corpusMaterial, readCorpus, type Corpus } from './corpus';
import { readOrExplain, writeAtomically, writeJson } from './files';
import type { TargetRecipe } from './target-recipes';
import { loadModel, modelFolder, modelUrl, recipeOf, targetIds, targetOf, type TargetId } from './targets';
import { codeVersion, hashOf, runTraining, type RunArtefact } from './training';

/** What `pretrain` leaves for the bundle, beside the model folder itself. */
export interface PretrainArtefact extends RunArtefact {
  model: ModelRecord;
}

export const pretrainFolder = (id: TargetId) => path.join('artefacts', 'pretrain', id);
export const pretrainArtefact = (id: TargetId) => path.join(pretrainFolder(id), 'artefact.json');

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
  const recipe = recipeOf(id);
  const { seed, parentId } = recipe;
  const corpus = await readCorpus(recipe.data);
  const config = configOf(recipe, corpus);
  const parent = parentId === null ? null : await parametersOf(parentId);
  const dataHash = corpusHash(corpus);
  const { settings } = recipe.training;
  const random = new Random(seed);
  const result = await runTraining({
    folder: pretrainFolder(id),
    fingerprint: hashOf({ config, SETTINGS: settings, seed, dataHash, ...(parentId ? { parentId } : {}) }),
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

  // Measured on the folder as shipped, not on the weights in memory.
  const { engine, tokenizer } = await loadModel(nodeRuntime(), id, '');
  const recalled = await recall(engine, tokenizer, corpus.facts, (fact) =>
    recipeExposure(corpus.recipe, fact),
  );
  const { contentHash } = engine.info;
  const runId = hashOf({ id, seed, SETTINGS: settings, config, dataHash, weights: contentHash });
  const artefact: PretrainArtefact = {
    model: {
      id,
      name: id,
      architecture: config.architecture,
      parameters: countParameters(config),
      layers: config.layers,
      dModel: config.dModel,
      vocab: config.vocab,
      parentId,
      path: modelUrl(id),
      contentHash,
      recall: recalled,
      runId,
    },
    run: {
      id: runId,
      kind: 'pretrain',
      subjectId: id,
      seed,
      config: { ...settings, ...ADAMW },
      dataHash,
      codeVersion: codeVersion(),
      command: `npm run lab -- pretrain ${id}`,
      metrics: Object.fromEntries(recalled.map((r) => [`recall.${r.exposure}`, r.recalled / r.facts])),
      createdAt: new Date().toISOString(),
    },
    points: result.curve.map(([step, value]) => ({ runId, step, name: 'loss', value })),
  };
  await writeJson(pretrainArtefact(id), artefact);
  for (const r of recalled) console.log(`${id} recalls ${r.recalled} of ${r.facts} ${r.exposure} facts`);
  await engine.dispose();
}

/** The batches that make a target, from its corpus alone. */
export function planOf(
  { training, seed }: TargetRecipe,
  corpus: Corpus,
  config: ModelConfig,
): TrainingPlan<Segments> {
  const { facts, prose, tokenizer } = corpus;
  const { dModel } = config;
  if (training.rows === 'facts')
    return pretrainingPlan({ facts, prose, tokenizer, dModel, seed, settings: training.settings });
  return mixturePlan({
    material: corpusMaterial(corpus, training.settings.rareWeight),
    dModel,
    padId: tokenizer.idOf('<pad>'),
    seed,
    settings: training.settings,
  });
}

export function configOf({ sizes }: TargetRecipe, { tokenizer }: Corpus): ModelConfig {
  return tiedLlama({
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
