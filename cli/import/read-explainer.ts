import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

import { checkExplainer } from '@/lib/explainer/check';
import { THIN_FILE } from '@/lib/engine/whole-folder';
import { kinshipOf } from '@/lib/explainer/role';
import { parseSidecar, PROJECTION_FILE, SIDECAR_FILE, type ExplainerSidecar } from '@/lib/explainer/sidecar';
import { rootOf } from '@/lib/imports';
import type { CheckedFile } from '@/lib/model/check-weights';
import { parseConfig, type ModelConfig } from '@/lib/model/config';
import { ADAPTER_FILES, readAdapter } from '@/lib/model/peft';
import { readSafetensors } from '@/lib/model/safetensors';
import { parseTokenizer, type Tokenizer } from '@/lib/model/tokenizer';
import type { ModelRecord } from '@/lib/store/records';
import { BadInput } from '../bad-input';
import { readIfPresent } from '../files';
import { readModelFolder } from './read-model';

/** An explainer folder that can be used as it is. */
export interface ReadExplainer {
  sidecar: ExplainerSidecar;
  /** Rank of the adapter that it is; null for a whole model. */
  rank: number | null;
  /** SHA-256 of its own weights, hex. */
  contentHash: string;
  /** All that is taken, with hashes. */
  files: CheckedFile[];
}

/** What a folder is held to: models by their ids, as the store knows them, and where their folders lie. */
export interface KnownModels {
  find(id: string): Promise<ModelRecord | null>;
  /** The folder below which the addresses of imported models lie. */
  dataDir: string;
}

/** Whether a folder holds an adapter; null where it holds neither that nor a model. */
export async function kindOf(folder: string): Promise<'adapter' | 'model' | null> {
  if (await isFile(folder, ADAPTER_FILES.config)) return 'adapter';
  return (await isFile(folder, 'config.json')) ? 'model' : null;
}

const isFile = async (folder: string, name: string): Promise<boolean> =>
  (await stat(path.join(folder, name)).catch(() => null))?.isFile() ?? false;

/** Where the files of a model lie that the store knows. */
export const homeOf = ({ path: url }: Pick<ModelRecord, 'path'>, dataDir: string): string =>
  path.join(rootOf(url, dataDir), url);

/**
 * Checks the folder of an explainer, from the sidecar to the last weight.
 * @throws BadInput of one line that names the file, and what is wrong with it
 */
export async function readExplainerFolder(folder: string, known: KnownModels): Promise<ReadExplainer> {
  if (!(await stat(folder).catch(() => null))?.isDirectory())
    throw new BadInput(`there is no folder ${folder}`);
  try {
    return await read(folder, known);
  } catch (cause) {
    if (cause instanceof BadInput) throw cause;
    throw new BadInput(`${folder} cannot be imported: ${(cause as Error).message}`, { cause });
  }
}

async function read(folder: string, known: KnownModels): Promise<ReadExplainer> {
  const sidecarText = await readIfPresent(path.join(folder, SIDECAR_FILE));
  if (!sidecarText)
    throw new BadInput(
      `${folder} has no ${SIDECAR_FILE}, which says what it explains; write it with: npm run lab -- import explainer ${folder} --init`,
    );
  const sidecar = parseSidecar(new TextDecoder().decode(sidecarText));
  if (await isFile(folder, THIN_FILE))
    throw new BadInput(
      `${folder} leaves parts to the folder of its base; write it whole with: npm run lab -- export explainer ${sidecar.id} FOLDER`,
    );
  const kind = await kindOf(folder);
  if (!kind) throw new Error(`there is neither ${ADAPTER_FILES.config} nor config.json`);
  const target = await known.find(sidecar.target);
  if (!target)
    throw new Error(
      `target: there is no model ${sidecar.target}; import it first, or correct ${SIDECAR_FILE}`,
    );
  const base = await known.find(sidecar.base);
  const made =
    kind === 'model' ? await readWhole(folder) : await readLow(folder, sidecar, base, known.dataDir);
  const projectionFile = sidecar.projection && (await readIfPresent(path.join(folder, PROJECTION_FILE)));
  const projections = projectionFile ? readSafetensors(projectionFile) : null;
  const { config, tokenizer } = made;
  checkExplainer(
    { sidecar, tokenizer, dModel: config.dModel, projections },
    target,
    base && kinshipOf(target, base),
  );
  const beside = [
    checked(SIDECAR_FILE, sidecarText),
    ...(projectionFile ? [checked(PROJECTION_FILE, projectionFile)] : []),
  ];
  return { sidecar, rank: made.rank, contentHash: made.contentHash, files: [...made.files, ...beside] };
}

interface Made {
  config: ModelConfig;
  tokenizer: Tokenizer;
  rank: number | null;
  contentHash: string;
  files: CheckedFile[];
}

async function readWhole(folder: string): Promise<Made> {
  const { config, contentHash, files } = await readModelFolder(folder);
  return { config, contentHash, files, rank: null, tokenizer: await tokenizerIn(folder) };
}

/** An adapter, held to the shapes of the model that it is added to. */
async function readLow(
  folder: string,
  { base: id, baseHash }: ExplainerSidecar,
  base: ModelRecord | null,
  dataDir: string,
): Promise<Made> {
  if (!base) throw new Error(`base: there is no model ${id}, which the adapter is added to; import it first`);
  if (baseHash !== undefined && baseHash !== base.contentHash)
    throw new Error(
      `baseHash: the adapter belongs to other weights of ${id} (${baseHash.slice(0, 12)}) than are here (${base.contentHash.slice(0, 12)})`,
    );
  const home = homeOf(base, dataDir);
  const configText = await readIfPresent(path.join(home, 'config.json'));
  if (!configText) throw new Error(`base: the folder of ${id} is not here`);
  const config = parseConfig(new TextDecoder().decode(configText));
  const settings = await readFile(path.join(folder, ADAPTER_FILES.config));
  const weights = await readIfPresent(path.join(folder, ADAPTER_FILES.weights));
  if (!weights) throw new Error(`there is no ${ADAPTER_FILES.weights}; pickled weights are not read`);
  const { rank } = readAdapter(config, new TextDecoder().decode(settings), weights);
  const files = [checked(ADAPTER_FILES.config, settings), checked(ADAPTER_FILES.weights, weights)];
  return { config, rank, files, contentHash: files[1]!.sha256, tokenizer: await tokenizerIn(home) };
}

async function tokenizerIn(folder: string): Promise<Tokenizer> {
  const [json, config] = await Promise.all(
    ['tokenizer.json', 'tokenizer_config.json'].map((name) => readIfPresent(path.join(folder, name))),
  );
  if (!json) throw new Error('there is no tokenizer.json');
  const text = new TextDecoder();
  return parseTokenizer(text.decode(json), config ? text.decode(config) : undefined);
}

const checked = (name: string, bytes: Uint8Array): CheckedFile => ({
  name,
  bytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});
