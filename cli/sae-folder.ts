import path from 'node:path';

import { readSae, SAE_FILES, type Sae } from '@/lib/sae/folder';
import type { SaeConfig } from '@/lib/sae/settings';
import { siteName, sitesOf, type Site } from '@/lib/sae/site';
import { readIfPresent, readOrExplain } from './files';
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

/** Name of the file beside an autoencoder that says how it came about and how good it is. */
export const REPORT = SAE_FILES.report;

/** What is known of an autoencoder beside its weights. */
export interface SaeReport {
  site: string;
  config: SaeConfig;
  seed: number;
  /** SHA-256 of the weights that it is of. */
  contentHash: string;
  /** Names those weights, and what it learned with. */
  fingerprint: string;
  fvu: number;
  lossRecovered: number;
  live: number;
  seconds: number;
}

export async function readReport(folder: string): Promise<SaeReport | null> {
  const found = await readIfPresent(path.join(folder, REPORT));
  return found ? (JSON.parse(new TextDecoder().decode(found)) as SaeReport) : null;
}

/**
 * Names the autoencoders of a target, all sites together; null where one is missing, or is of other weights than these.
 */
export async function saesOf(target: string, layers: number, contentHash: string): Promise<string | null> {
  const reports = await Promise.all(sitesOf(layers).map((site) => readReport(saeFolder(target, site))));
  const found = new Set(
    reports.map((report) => (report?.contentHash === contentHash ? report.fingerprint : null)),
  );
  const [only] = found;
  return found.size === 1 ? (only ?? null) : null;
}
