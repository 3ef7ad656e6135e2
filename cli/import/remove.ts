import { rm } from 'node:fs/promises';
import path from 'node:path';

import { Command } from 'commander';

import { idFault, importedExplainerUrl, importedModelUrl } from '@/lib/imports';
import { listExplainers } from '@/lib/store';
import { removeData } from '@/lib/store/import-rows';
import { removeExplainer } from '@/lib/store/imported-explainers';
import { removeModel } from '@/lib/store/imports';
import { BadInput } from '../bad-input';
import { dataOption, withStore } from './open-store';

/** `lab import remove <id>`: takes an import out of the store again, and its folder from the disk. */
export function removeImportCommand(): Command {
  return new Command('remove')
    .description(
      'take out what was imported: a model with all that was asked about it, an explainer, or the rows of a file',
    )
    .argument('<id>', 'id of an imported model or explainer, or of the import of a file (import-…)')
    .addOption(dataOption())
    .action(async (id: string, { dataDir }: { dataDir: string }) => {
      const folders = [importedModelUrl(id), importedExplainerUrl(id)];
      const removed = await withStore(dataDir, async (client) => {
        const rows = await removeData(client, id);
        if (rows !== null) return `${id}: ${rows} rows removed`;
        if (await removeExplainer(client, id)) return `${id}: removed`;
        // Explainers go with their target, and so do the folders of those that were imported.
        const explainers = await listExplainers(client, id);
        if (!(await removeModel(client, id))) return null;
        folders.push(...explainers.map((explainer) => importedExplainerUrl(explainer.id)));
        return `${id}: removed`;
      });
      // A folder without a row is left where an import was cut off, and goes as well.
      if (!idFault(id))
        for (const folder of folders) await rm(path.join(dataDir, folder), { recursive: true, force: true });
      if (removed === null) throw new BadInput(`nothing was imported as ${id}; /runs lists what was`);
      console.log(removed);
    });
}
