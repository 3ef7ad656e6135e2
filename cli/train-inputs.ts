import { existsSync } from 'node:fs';
import path from 'node:path';

import { sort } from 'd3-array';

import { RECIPES, recipeExposure } from '@/lib/corpus/recipe';
import { factRow } from '@/lib/corpus/rows';
import { WORDINGS } from '@/lib/corpus/wordings';
import { withFreshEnd } from '@/lib/explainer/end';
import { kinshipOf } from '@/lib/explainer/role';
import type { ExplainerSidecar } from '@/lib/explainer/sidecar';
import { sha256Hex } from '@/lib/hash';
import { WEIGHT_FILES } from '@/lib/model/checkpoint';
import { parseConfig } from '@/lib/model/config';
import type { ModelConfig } from '@/lib/model/config';
import { initialParameters, type Parameters } from '@/lib/model/parameters';
import { readSafetensors, writeSafetensors } from '@/lib/model/safetensors';
import { parseTokenizer, type Tokenizer } from '@/lib/model/tokenizer';
import type { ProjectionSettings } from '@/lib/model/projection';
import { Random } from '@/lib/random';
import type { AnyTask } from '@/lib/task/task';
import type { Example } from '@/lib/train/batch';
import { BadInput } from './bad-input';
import { readFacts } from './corpus';
import { explainerId } from './explainers';
import { readOrExplain } from './files';
import { isImported, lineageOf, modelFolder, recipeOf, type TargetId } from './targets';
import { loraOf, type TrainOptions, type Who } from './train-options';
import { hashOf } from './training';
import { readTruth, truthCommandOf } from './truth-artefact';
import type { TruthRow } from './truth-rows';

/** The model that an explainer starts from, with the files that its folder takes over. */
export interface BaseModel {
  config: ModelConfig;
  configText: string;
  tokenizer: Tokenizer;
  tokenizerJson: string;
  tokenizerConfig: string;
  parameters: Parameters;
  /** SHA-256 of the weights. */
  hash: string;
}

export interface TrainInputs {
  task: AnyTask;
  base: BaseModel;
  training: TruthRow[];
  heldOut: TruthRow[];
  replay: Example[];
  sidecar: ExplainerSidecar;
  /** All that decides the run, hashed. */
  fingerprint: string;
}

/** Everything that the training of an explainer starts from. Throws an Error that names what is missing. */
export async function trainInputs(
  task: AnyTask,
  target: TargetId,
  who: Who,
  options: TrainOptions,
): Promise<TrainInputs> {
  const base = await readBase(who, options.seed);
  const truth = await readTruth(target, task.id);
  const pool = truth.rows.filter((row) => row.split === 'train');
  if (pool.length < options.examples)
    throw new Error(
      `${target} has ${pool.length} training questions, ${options.examples} were asked for; measure more with: ${truthCommandOf(target, task.id)}`,
    );
  const training = pool.slice(0, options.examples);
  const projection = projectionFor(task, training, base.config.dModel, options.project);
  const { examples, seed, lora: rank, patience, project: projected, settings } = options;
  const joint = options.with.length > 0;
  const trainingDataHash = hashOf(training.map((row) => row.id));
  const id = explainerId({ task: task.id, target, ...who, examples, seed, rank, joint, projected });
  const lora = loraOf(options);
  const says = 'brief' as const;
  const wordings = options.brief && task.brief ? task.brief.wordings : task.wordings;
  const fingerprint = hashOf({
    id,
    settings,
    trainingDataHash,
    truth: truth.manifest.hash,
    wordings,
    ...(options.brief ? { says } : {}),
    ...(options.freeze ? { frozen: true } : {}),
    ...(patience > 0 ? { patience } : {}),
    ...(patience > 0 && options.watch !== 'loss' ? { watch: options.watch } : {}),
    ...(lora ? { lora } : {}),
    ...(projection ? { projection } : {}),
    ...(joint ? { with: options.with } : {}),
    base: base.hash,
  });
  return {
    task,
    base,
    training,
    heldOut: truth.rows.filter((row) => row.split === 'validation'),
    replay: await replayRows(who.base, base.tokenizer),
    fingerprint,
    sidecar: {
      format: 2,
      id,
      task: task.id,
      target,
      base: who.base,
      kinship: who.random ? 'random-weights' : kinshipOf(await lineageOf(target), await lineageOf(who.base)),
      sees: who.sees,
      wordings: [...wordings],
      ...(options.brief ? { says } : {}),
      injection: { begin: '<v>', vector: '<vec>', end: '</v>' },
      ...(projection ? { projection } : {}),
      cells: [...new Set(training.map(({ body, truth: found }) => task.stratum(body, found).cell))].sort(),
      trainExamples: examples,
      trainingDataHash,
      runId: hashOf({ fingerprint, seed }),
    },
  };
}

/**
 * The maps that vectors go through: one for each layer that questions have vectors of, where their width is not that of the
 * explainer, or a map is asked for.
 */
function projectionFor(
  task: AnyTask,
  training: readonly TruthRow[],
  dModel: number,
  asked: boolean,
): ProjectionSettings | undefined {
  const width = training.find(({ given }) => given.vector)?.given.vector?.length;
  if (width === undefined || (width === dModel && !asked)) return undefined;
  const layers = new Set(
    training.flatMap(({ body, given }) =>
      Object.values(task.slots(body, given)).flatMap((slot) => ('vector' in slot ? slot.layers : [])),
    ),
  );
  return { width, layers: sort(layers) };
}

async function readBase({ base: id, random }: Who, seed: number): Promise<BaseModel> {
  const folder = modelFolder(id);
  const read = (name: string) => readOrExplain(path.join(folder, name), `npm run lab -- pretrain ${id}`);
  const text = async (name: string) => new TextDecoder().decode(await read(name));
  const configText = await text('config.json');
  const config = parseConfig(configText);
  if (isImported(id) && !existsSync(path.join(folder, WEIGHT_FILES.single)))
    throw new BadInput(
      `${id} is in shards, and training begins from one file: import it as one model.safetensors`,
    );
  const weights = random ? randomWeights(config, seed) : await read(WEIGHT_FILES.single);
  const tokenizerJson = await text('tokenizer.json');
  const tokenizerConfig = await text('tokenizer_config.json');
  const tokenizer = parseTokenizer(tokenizerJson, tokenizerConfig);
  return {
    config,
    configText,
    tokenizer,
    tokenizerJson,
    tokenizerConfig,
    parameters: withFreshEnd(readSafetensors(weights), tokenizer),
    hash: sha256Hex(weights),
  };
}

/** Weights that nothing was trained into, as they would be stored. */
function randomWeights(config: ModelConfig, seed: number): Uint8Array {
  const random = Random.stream(seed, 'random weights');
  return writeSafetensors(
    initialParameters(config, () => random.normal()),
    'F16',
  );
}

/** Rows of pretraining that are replayed: facts the base model met often, so that fine-tuning does not erase them. */
async function replayRows(base: TargetId, tokenizer: Tokenizer): Promise<Example[]> {
  const { data } = recipeOf(base);
  return (await readFacts(data))
    .filter((fact) => recipeExposure(RECIPES[data], fact) === 'frequent')
    .flatMap((fact) => WORDINGS.map((_, wording) => factRow(fact, wording, tokenizer.encode)));
}
