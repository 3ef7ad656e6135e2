import { cp, rm } from 'node:fs/promises';
import path from 'node:path';

import { Command } from 'commander';

import { SHARED_FILES, THIN_FILE } from '@/lib/engine/whole-folder';
import { parseSidecar, SIDECAR_FILE } from '@/lib/explainer/sidecar';
import { sha256Hex } from '@/lib/hash';
import { WEIGHT_FILES } from '@/lib/model/checkpoint';
import { thinWeights } from '@/lib/model/thin';
import { addShipped, shippedFolder, trainedFolder } from './explainers';
import { readIfPresent, readOrExplain, replaceFolder, writeAtomically, writeJson } from './files';
import { modelFolder } from './targets';

/** `lab ship <explainer>`: puts a trained explainer among those that the project ships. */
export function shipCommand(): Command {
  return new Command('ship')
    .description('copy a trained explainer to public/models/explainers and list it in the manifest there')
    .argument('<explainer>', 'id of an explainer that lab train made')
    .action(async (id: string) => {
      await readOrExplain(path.join(trainedFolder(id), SIDECAR_FILE), 'npm run lab -- train TARGET BASE');
      await replaceFolder(shippedFolder(id), async (fresh) => {
        await cp(trainedFolder(id), fresh, { recursive: true });
        await leaveToBase(fresh);
      });
      await addShipped(id);
      console.log(`${id} is shipped from ${shippedFolder(id)}`);
    });
}

/** Takes out of a folder what the base of the explainer has too: files that are the same, and tensors that training froze. */
async function leaveToBase(folder: string): Promise<void> {
  const own = (name: string) => readIfPresent(path.join(folder, name));
  const sidecar = parseSidecar(new TextDecoder().decode((await own(SIDECAR_FILE))!));
  const base = (name: string) => readIfPresent(path.join(modelFolder(sidecar.base), name));
  const [whole, of] = [await own(WEIGHT_FILES.single), await base(WEIGHT_FILES.single)];
  const thin = whole && of && thinWeights(whole, of);
  // Where nothing was frozen there is nothing to leave out.
  if (!thin || thin.length >= whole.length) return;
  await writeAtomically(path.join(folder, THIN_FILE), thin);
  await rm(path.join(folder, WEIGHT_FILES.single));
  for (const name of SHARED_FILES) {
    const [mine, theirs] = [await own(name), await base(name)];
    if (mine && theirs && sha256Hex(mine) === sha256Hex(theirs)) await rm(path.join(folder, name));
  }
  await writeJson(path.join(folder, SIDECAR_FILE), { ...sidecar, baseHash: sha256Hex(of) });
}
