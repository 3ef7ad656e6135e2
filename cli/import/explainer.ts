import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import path from 'node:path';

import { Command } from 'commander';

import { makeFolder } from '@/lib/folder';
import { idFault, importedExplainerUrl } from '@/lib/imports';
import { getModel } from '@/lib/store';
import { importExplainer } from '@/lib/store/imported-explainers';
import type { ExplainerRecord, RunRecord } from '@/lib/store/records';
import { BadInput } from '../bad-input';
import { replaceFolder } from '../files';
import { codeVersion } from '../training';
import { initSidecar } from './init-sidecar';
import { dataOption, withStore } from './open-store';
import { readExplainerFolder, type ReadExplainer } from './read-explainer';

/** `lab import explainer <folder>`: an explainer of anyone's is offered beside those that are shipped. */
export function importExplainerCommand(): Command {
  return new Command('explainer')
    .description(
      'offer an explainer on the pages of its target: a PEFT adapter or a model folder with an explainer.json',
    )
    .argument('<folder>', 'what PEFT or transformers saved, with an explainer.json')
    .option('--init', 'write the explainer.json by asking, and check it; imports nothing', false)
    .addOption(dataOption())
    .action(async (folder: string, { init, dataDir }: { init: boolean; dataDir: string }) => {
      if (init) await initSidecar(folder, dataDir);
      else await importExplainerFrom(folder, dataDir);
    });
}

async function importExplainerFrom(folder: string, dataDir: string): Promise<void> {
  await withStore(dataDir, async (client) => {
    const read = await readExplainerFolder(folder, { find: (id) => getModel(client, id), dataDir });
    const { id, target, task } = read.sidecar;
    const fault = idFault(id);
    if (fault) throw new BadInput(`explainer.json: id: "${id}" cannot be the id of an import: ${fault}`);
    const home = path.join(dataDir, importedExplainerUrl(id));
    await makeFolder(path.dirname(home));
    const place = () => replaceFolder(home, (fresh) => copyOf(folder, fresh, read));
    const changed = await importExplainer(
      client,
      { explainer: recordOf(read), run: runOf(folder, read) },
      place,
    );
    const what = read.rank === null ? 'a model' : `an adapter of rank ${read.rank} of ${read.sidecar.base}`;
    console.log(
      changed
        ? `${id}: ${what}, explains ${target} (${task}), SHA-256 ${read.contentHash.slice(0, 12)}`
        : `${id}: is imported already, with the same files`,
    );
  });
}

async function copyOf(from: string, to: string, { files }: ReadExplainer): Promise<void> {
  await makeFolder(to);
  for (const { name } of files)
    await copyFile(path.join(from, name), path.join(to, name), constants.COPYFILE_FICLONE);
}

function recordOf({ sidecar, rank, contentHash }: ReadExplainer): ExplainerRecord {
  const { id, target, task, base, kinship, sees, trainExamples } = sidecar;
  return {
    ...{ id, targetId: target, task, baseId: base, kinship, sees, rule: null, trainExamples, contentHash },
    variant: rank === null ? 'imported' : `imported, LoRA rank ${rank}`,
    ...{ path: importedExplainerUrl(id), runId: importId(id), shown: true },
  };
}

const importId = (id: string): string => `import-${id}`;

function runOf(folder: string, { sidecar, files, contentHash }: ReadExplainer): RunRecord {
  const source = path.basename(path.resolve(folder));
  const { id, target, task, base } = sidecar;
  return {
    ...{ id: importId(id), kind: 'import', subjectId: id, seed: 0 },
    config: { source, target, task, base, contentHash, files },
    // Of all files: another sidecar puts questions in another way.
    dataHash: createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 12),
    codeVersion: codeVersion(),
    command: `npm run lab -- import explainer ${source}`,
    metrics: { bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) },
    createdAt: new Date().toISOString(),
  };
}
