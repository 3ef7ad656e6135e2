import path from 'node:path';

import { readSae, SAE_FILES, type Sae } from '@/lib/sae/folder';
import { siteName, type Site } from '@/lib/sae/settings';
import { readOrExplain } from './files';
import { modelFolder } from './targets';

/** Folder of the autoencoders of a target, one for each site. */
export const saeFolder = (target: string, site: Site) =>
  path.join(modelFolder(target), 'sae', siteName(site));

/** Reads the autoencoder of a site. @throws Error that names the command which makes it */
export async function loadSae(target: string, site: Site): Promise<Sae> {
  const folder = saeFolder(target, site);
  const read = (name: string) => readOrExplain(path.join(folder, name), `npm run lab -- sae ${target}`);
  return readSae(new TextDecoder().decode(await read(SAE_FILES.config)), await read(SAE_FILES.weights));
}
