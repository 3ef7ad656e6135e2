import { constants } from 'node:fs';
import { copyFile, link, realpath, rename, rm } from 'node:fs/promises';
import path from 'node:path';

import { Command } from 'commander';

import { makeFolder } from '@/lib/folder';
import { idFault, idOf, importedModelUrl } from '@/lib/imports';
import { countParameters } from '@/lib/model/parameters';
import { importModel } from '@/lib/store/imports';
import type { ModelRecord, RunRecord } from '@/lib/store/records';
import { BadInput } from '../bad-input';
import { replaceFolder, writeJson } from '../files';
import { progressBar } from '../progress';
import { isTarget } from '../targets';
import { codeVersion } from '../training';
import { fetchFromHub, hubSource } from './hub';
import { dataOption, withStore } from './open-store';
import { readModelFolder, type ReadModel } from './read-model';

interface ModelOptions {
  id?: string;
  name?: string;
  dataDir: string;
}

/** `lab import model <source>`: a model of anyone's becomes a target like those that are shipped. */
export function importModelCommand(): Command {
  return new Command('model')
    .description('make a Hugging Face model folder, or one of the hub, a target of the pages')
    .argument('<source>', 'a folder, or hf:owner/name with @revision where another than main is meant')
    .option('--id <id>', 'what addresses and commands call it; made of its name unless given')
    .option('--name <name>', 'what pages call it; its id unless given')
    .addOption(dataOption())
    .action(importModelFrom);
}

async function importModelFrom(source: string, { id: wanted, name, dataDir }: ModelOptions): Promise<void> {
  const hub = hubSource(source);
  const id = wanted ?? idOf(hub ? hub.repo.split('/').at(-1)! : path.basename(path.resolve(source)));
  const fault = idFault(id);
  if (fault) throw new BadInput(`"${id}" cannot be the id of a model: ${fault}; give one with --id`);
  if (isTarget(id)) throw new BadInput(`${id} is a model that the lab makes; give another id with --id`);
  if (name !== undefined && (name.trim() === '' || name.length > 80))
    throw new BadInput('--name must have 1 to 80 characters');
  const { folder, revision } = hub ? await fetchFromHub(hub) : { folder: source, revision: null };

  const bar = progressBar('megabytes checked');
  const mega = (bytes: number) => Math.ceil(bytes / 1e6);
  bar.start(1, 0);
  const read = await readModelFolder(folder, (bytes, of) => {
    bar.setTotal(mega(of));
    bar.update(mega(bytes));
  }).finally(() => bar.stop());

  const staged = path.join(dataDir, 'imports', '.staged', id);
  const home = path.join(dataDir, importedModelUrl(id));
  try {
    await stage(folder, staged, read, hub !== null);
    const model = recordOf(id, name ?? id, read);
    const run = runOf(id, hub ? source : path.basename(path.resolve(folder)), revision, read);
    await makeFolder(path.dirname(home));
    await withStore(dataDir, (client) =>
      importModel(client, { model, run }, () => replaceFolder(home, (fresh) => rename(staged, fresh))),
    );
    console.log(
      `${id}: ${read.config.architecture}, ${model.parameters} parameters, ${read.types.join(' and ')}, SHA-256 ${read.contentHash.slice(0, 12)}`,
    );
    console.log(`pages: /models/${id}, /${id}/playground, /${id}/patching/own, /${id}/ablation/own`);
  } finally {
    await rm(staged, { recursive: true, force: true });
  }
}

/** Puts what is taken of a folder aside. What the hub's cache holds never changes, so that a link is as good as a copy. */
async function stage(from: string, to: string, { names }: ReadModel, isCache: boolean): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await makeFolder(to);
  for (const name of names) {
    const [source, target] = [await realpath(path.join(from, name)), path.join(to, name)];
    const copy = () => copyFile(source, target, constants.COPYFILE_FICLONE);
    await (isCache ? link(source, target).catch(copy) : copy());
  }
  // Who reads a tokenizer asks for it; none says as much as an empty one.
  if (!names.includes('tokenizer_config.json')) await writeJson(path.join(to, 'tokenizer_config.json'), {});
}

const recordOf = (id: string, name: string, { config, contentHash }: ReadModel): ModelRecord => ({
  ...{ id, name, architecture: config.architecture, layers: config.layers, dModel: config.dModel },
  ...{ vocab: config.vocab, parameters: countParameters(config), parentId: null, contentHash },
  ...{ path: importedModelUrl(id), recall: [], capabilities: [], runId: `import-${id}` },
});

function runOf(id: string, source: string, revision: string | null, read: ReadModel): RunRecord {
  return {
    ...{ id: `import-${id}`, kind: 'import', subjectId: id, seed: 0 },
    config: { source, ...(revision && { revision }), stored: read.types.join(', '), files: read.files },
    dataHash: read.contentHash.slice(0, 12),
    codeVersion: codeVersion(),
    command: `npm run lab -- import model ${source} --id ${id}`,
    metrics: { bytes: read.files.reduce((sum, { bytes }) => sum + bytes, 0) },
    createdAt: new Date().toISOString(),
  };
}
