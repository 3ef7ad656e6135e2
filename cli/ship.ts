import { cp } from 'node:fs/promises';

import { Command } from 'commander';

import { addShipped, shippedFolder, trainedFolder } from './explainers';
import { readOrExplain, replaceFolder } from './files';

/** `lab ship <explainer>`: puts a trained explainer among those that the project ships. */
export function shipCommand(): Command {
  return new Command('ship')
    .description('copy a trained explainer to public/models/explainers and list it in the manifest there')
    .argument('<explainer>', 'id of an explainer that lab train made')
    .action(async (id: string) => {
      await readOrExplain(`${trainedFolder(id)}/explainer.json`, 'npm run lab -- train TARGET BASE');
      await replaceFolder(shippedFolder(id), (fresh) => cp(trainedFolder(id), fresh, { recursive: true }));
      await addShipped(id);
      console.log(`${id} is shipped from ${shippedFolder(id)}`);
    });
}
