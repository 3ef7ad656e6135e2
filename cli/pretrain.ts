import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { Command } from 'commander';

import { parseFacts } from '@/lib/corpus/facts';
import { sha256Hex } from '@/lib/hash';
import { pretrainingPlan, type PretrainingSettings } from '@/lib/train/pretraining';
import { recall } from '@/lib/measure/recall';
import { nodeRuntime } from '@/lib/engine/runtime-node';
import { countParameters, initialParameters } from '@/lib/model/parameters';
import { formatConfig, type ModelConfig } from '@/lib/model/config';
import { tiedLlama } from '@/lib/model/model-config';
import { writeSafetensors } from '@/lib/model/safetensors';
import { parseTokenizer } from '@/lib/model/tokenizer';
import type { ModelRecord } from '@/lib/store/records';
import { Random } from '@/lib/random';
import { languageModel } from '@/lib/train/language-model';
import { ADAMW } from '@/lib/train/optimiser';
import { Trainer, freshState } from '@/lib/train/trainer';
import { readOrExplain, writeAtomically, writeJson } from './files';
import { loadModel, modelFolder, modelUrl, TARGETS, targetIds, targetOf } from './targets';
import { codeVersion, hashOf, runTraining, type RunArtefact } from './training';

const DATA = path.join('artefacts', 'data');

/** Settings of the house recipe; docs/METHOD.md says why. */
const SETTINGS: PretrainingSettings = {
  steps: 2000,
  peak: 2e-3,
  warmup: 100,
  factRows: 96,
  proseRows: 4,
  proseWeight: 0.1,
  rareWeight: 0.05,
};

/** What `pretrain` leaves for the bundle, beside the model folder itself. */
export interface PretrainArtefact extends RunArtefact {
  model: ModelRecord;
}

/** `lab pretrain <model>`: trains a house model from scratch and writes its model folder. */
export function pretrainCommand(): Command {
  return new Command('pretrain')
    .description('train a house model on facts and prose, and write its model folder')
    .argument('<model>', targetIds.join(' or '))
    .option('--resume', 'continue from the last checkpoint', false)
    .action(pretrain);
}

async function pretrain(name: string, options: { resume: boolean }): Promise<void> {
  const id = targetOf(name);
  const { seed, parentId } = TARGETS[id];
  const tokenizerJson = new TextDecoder().decode(
    await readOrExplain(path.join(DATA, 'tokenizer.json'), 'npm run lab -- data'),
  );
  const tokenizerConfig = await readFile(path.join(DATA, 'tokenizer_config.json'), 'utf8');
  const table = await readFile(path.join('data', 'facts.tsv'), 'utf8');
  const prose = (await readFile(path.join(DATA, 'prose.txt'), 'utf8')).trimEnd().split('\n');
  const facts = parseFacts(table);
  const tokenizer = parseTokenizer(tokenizerJson, tokenizerConfig);
  const config = houseConfig(tokenizer.size, tokenizer.idOf('<bos>'), tokenizer.idOf('<eos>'));
  const dataHash = hashOf([table, tokenizerJson, prose].map((x) => sha256Hex(JSON.stringify(x))));
  const plan = pretrainingPlan({ facts, prose, tokenizer, dModel: config.dModel, seed, settings: SETTINGS });
  const random = new Random(seed);
  const result = await runTraining({
    folder: path.join('artefacts', 'pretrain', id),
    fingerprint: hashOf({ config, SETTINGS, seed, dataHash }),
    plan,
    resume: options.resume,
    fresh: () => freshState(initialParameters(config, () => random.normal())),
    trainer: (state) => new Trainer(nodeRuntime(), languageModel({ config }), ADAMW, state),
  });
  if (!result) return;

  const folder = modelFolder(id);
  await writeAtomically(path.join(folder, 'config.json'), formatConfig(config));
  await writeAtomically(path.join(folder, 'tokenizer.json'), tokenizerJson);
  await writeAtomically(path.join(folder, 'tokenizer_config.json'), tokenizerConfig);
  await writeAtomically(
    path.join(folder, 'model.safetensors'),
    writeSafetensors(result.state.parameters, 'F16'),
  );

  // Measured on the folder as shipped, not on the weights in memory.
  const { engine } = await loadModel(nodeRuntime(), id, '');
  const recalled = await recall(engine, tokenizer, facts);
  const runId = hashOf({ id, seed, SETTINGS, config, dataHash, weights: engine.info.contentHash });
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
      contentHash: engine.info.contentHash,
      recall: recalled,
      runId,
    },
    run: {
      id: runId,
      kind: 'pretrain',
      subjectId: id,
      seed,
      config: { ...SETTINGS, ...ADAMW },
      dataHash,
      codeVersion: codeVersion(),
      command: `npm run lab -- pretrain ${id}`,
      metrics: Object.fromEntries(recalled.map((r) => [`recall.${r.exposure}`, r.recalled / r.facts])),
      createdAt: new Date().toISOString(),
    },
    points: result.curve.map(([step, value]) => ({ runId, step, name: 'loss', value })),
  };
  await writeJson(path.join('artefacts', 'pretrain', id, 'artefact.json'), artefact);
  for (const r of recalled) console.log(`${id} recalls ${r.recalled} of ${r.facts} ${r.exposure} facts`);
}

function houseConfig(vocab: number, bosId: number, eosId: number): ModelConfig {
  return tiedLlama({
    dModel: 128,
    dFeedForward: 336,
    layers: 4,
    heads: 4,
    vocab,
    maxPositions: 128,
    bosId,
    eosId,
  });
}
