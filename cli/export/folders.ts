import { copyFile, mkdir, readdir, stat } from 'node:fs/promises';
import path from 'node:path';

import { Command } from 'commander';

import { readWhole } from '@/lib/engine/node-folder';
import { SHARED_FILES, THIN_FILE } from '@/lib/engine/whole-folder';
import { parseSidecar, PROJECTION_FILE, SIDECAR_FILE } from '@/lib/explainer/sidecar';
import { readCheckpoint, WEIGHT_FILES } from '@/lib/model/checkpoint';
import { parseConfig } from '@/lib/model/config';
import { mergeAdapter } from '@/lib/model/lora';
import { ADAPTER_FILES, readAdapter } from '@/lib/model/peft';
import { writeSafetensors } from '@/lib/model/safetensors';
import { importedExplainerUrl, importsHome } from '@/lib/imports';
import { BadInput } from '../bad-input';
import { adapterFolder, shippedFolder, trainedFolder } from '../explainers';
import { readIfPresent, readOrExplain, replaceFolder, writeAtomically, writeJson } from '../files';
import { dataOption } from '../import/open-store';
import { readModelFolder } from '../import/read-model';
import { modelFolder } from '../targets';

/** What a folder of the house has beside what Hugging Face's libraries read. */
const CARD = 'README.md';

/** `lab export model <id> <folder>`: a model as Hugging Face's libraries read it. */
export function exportModelCommand(): Command {
  return new Command('model')
    .description('copy a model, shipped or imported, as a Hugging Face folder, and check the copy')
    .argument('<id>', 'id of the model')
    .argument('<folder>', 'where to; it is made')
    .addOption(dataOption())
    .action(async (id: string, to: string, { dataDir }: { dataDir: string }) => {
      importsIn(dataDir);
      const from = modelFolder(id);
      if (!(await isFolder(from)) || id.includes('/')) throw new BadInput(`there is no model ${id} here`);
      const { contentHash, names } = await readModelFolder(from);
      await makeCopy(to, (fresh) => copyAll(from, fresh, [...names, CARD]));
      const copy = await readModelFolder(to);
      if (copy.contentHash !== contentHash) throw new Error(`${to} is not what ${from} is: try again`);
      console.log(`${id} in ${to}, SHA-256 ${contentHash.slice(0, 12)}`);
    });
}

/** `lab export explainer <id> <folder>`: an explainer with its sidecar, as it would be imported. */
export function exportExplainerCommand(): Command {
  return new Command('explainer')
    .description(
      'copy an explainer with its explainer.json: a PEFT adapter as one, a whole model as a Hugging Face folder',
    )
    .argument('<id>', 'id of an explainer that is shipped, was trained here or was imported')
    .argument('<folder>', 'where to; it is made')
    .option('--whole', 'add an adapter to its base, and write the model that both make', false)
    .addOption(dataOption())
    .action(async (id: string, to: string, { whole, dataDir }: { whole: boolean; dataDir: string }) => {
      importsIn(dataDir);
      const from = await homeOf(id, whole);
      const isAdapter = (await readIfPresent(path.join(from, ADAPTER_FILES.config))) !== null;
      const merge = whole && isAdapter;
      const isThin = (await readIfPresent(path.join(from, THIN_FILE))) !== null;
      const own = async () =>
        isAdapter ? Object.values(ADAPTER_FILES) : (await readModelFolder(from)).names;
      await makeCopy(to, async (fresh) => {
        await copyAll(from, fresh, [SIDECAR_FILE, PROJECTION_FILE, ...(merge || isThin ? [] : await own())]);
        if (merge) await writeMerged(from, fresh);
        if (isThin) await writeFilled(from, fresh);
      });
      const kind = isAdapter && !merge ? 'an adapter' : 'a whole model';
      console.log(
        `${id} in ${to}, ${kind}; take it in elsewhere with: npm run lab -- import explainer ${to}`,
      );
    });
}

/** Imported folders are found in the data folder that was named. */
const importsIn = (dataDir: string): void => {
  process.env.MIRRORSCOPE_IMPORTS_IN ??= path.resolve(dataDir);
};

const isFolder = async (folder: string): Promise<boolean> =>
  (await stat(folder).catch(() => null))?.isDirectory() ?? false;

/** Where an explainer lies; of one that was trained here as an adapter, that, unless a whole model is wanted. */
async function homeOf(id: string, whole: boolean): Promise<string> {
  const places = [
    ...(whole ? [] : [adapterFolder(id)]),
    ...[shippedFolder(id), trainedFolder(id), path.join(importsHome(), importedExplainerUrl(id))],
  ];
  if (!id.includes('/'))
    for (const place of places) if (await readIfPresent(path.join(place, SIDECAR_FILE))) return place;
  throw new BadInput(`there is no explainer ${id} here`);
}

/** Makes a folder whole or not at all, where nothing is yet. */
async function makeCopy(to: string, fill: (fresh: string) => Promise<void>): Promise<void> {
  const there = await readdir(to).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new BadInput(`${to} cannot be written (${error.code}): name another folder`);
  });
  if (there.length > 0) throw new BadInput(`${to} is not empty: name another folder`);
  await replaceFolder(path.resolve(to), async (fresh) => {
    await mkdir(fresh, { recursive: true });
    await fill(fresh);
  });
}

/** Copies files that are there. */
async function copyAll(from: string, to: string, names: readonly string[]): Promise<void> {
  for (const name of new Set(names))
    await copyFile(path.join(from, name), path.join(to, name)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT' || (name !== CARD && name !== PROJECTION_FILE)) throw error;
    });
}

/** The model that a folder and its base make together, of one that leaves parts to its base, with a sidecar that no longer says so. */
async function writeFilled(from: string, to: string): Promise<void> {
  const text = await readOrExplain(path.join(from, SIDECAR_FILE), 'npm run lab -- ship');
  const { baseHash: _, ...sidecar } = parseSidecar(new TextDecoder().decode(text));
  const read = readWhole(from, modelFolder(sidecar.base));
  for (const name of [WEIGHT_FILES.single, ...SHARED_FILES]) {
    const bytes = await read(name);
    if (bytes) await writeAtomically(path.join(to, name), bytes);
  }
  await writeJson(path.join(to, SIDECAR_FILE), sidecar);
}

/** The model that an adapter and its base make together, as stored (float16), with a sidecar that no longer names the adapter. */
async function writeMerged(from: string, to: string): Promise<void> {
  const text = new TextDecoder();
  const own = (name: string) => readOrExplain(path.join(from, name), 'npm run lab -- import explainer');
  const { baseHash: _, ...sidecar } = parseSidecar(text.decode(await own(SIDECAR_FILE)));
  const home = modelFolder(sidecar.base);
  const base = (name: string) => readIfPresent(path.join(home, name));
  const configText = await base('config.json');
  if (!configText) throw new BadInput(`the model ${sidecar.base}, which it is an adapter of, is not here`);
  const config = parseConfig(text.decode(configText));
  const adapter = readAdapter(
    config,
    text.decode(await own(ADAPTER_FILES.config)),
    await own(ADAPTER_FILES.weights),
  );
  const merged = mergeAdapter(config, await readCheckpoint(config, base), adapter);
  for (const name of ['config.json', 'tokenizer.json', 'tokenizer_config.json']) {
    const bytes = await base(name);
    if (bytes) await writeAtomically(path.join(to, name), bytes);
  }
  await writeAtomically(path.join(to, 'model.safetensors'), writeSafetensors(merged, 'F16'));
  await writeJson(path.join(to, SIDECAR_FILE), sidecar);
}
