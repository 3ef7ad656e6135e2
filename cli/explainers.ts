import { readdir } from 'node:fs/promises';
import path from 'node:path';

import { z } from 'zod';

import { parseSidecar, type ExplainerSidecar } from '@/lib/explainer/sidecar';
import type { ExplainerRecord } from '@/lib/store/records';
import type { Sight } from '@/lib/words';
import { idFault, importedExplainerUrl, importsHome } from '@/lib/imports';
import { readIfPresent, writeJson } from './files';
import { modelFolder, modelUrl } from './targets';

/** What tells explainers of a target apart. */
export interface ExplainerSpelling {
  task: string;
  target: string;
  base: string;
  random: boolean;
  sees: Sight;
  examples: number;
  seed: number;
  /** Rank of the adapter that was trained; 0 where every weight was. */
  rank: number;
  /** One set of weights for several tasks, of which this is one. */
  joint: boolean;
  /** Reads vectors through a learned map, though its width would not need one. */
  projected: boolean;
}

/** The id of a newly trained explainer; it carries the base. Ids of shipped ones stand as they were given out. */
export function explainerId({
  task,
  target,
  base,
  random,
  sees,
  examples,
  seed,
  rank,
  joint,
  projected,
}: ExplainerSpelling): string {
  const parts = [target, task, random ? 'random' : base, sees === 'vector' ? '' : sees, String(examples)];
  if (joint) parts.push('joint');
  if (projected) parts.push('projected');
  if (rank > 0) parts.push(`lora${rank}`);
  if (seed !== 1) parts.push(`s${seed}`);
  return parts.filter(Boolean).join('.');
}

/** The id of an explainer that is asked with something else in place of the vector than it was trained on. */
export const disturbedId = (id: string, sees: Sight): string => `${id}.asked-${sees}`;

const RUNS = path.join('artefacts', 'train');

/** Artefacts of the run that trains an explainer: checkpoint, curve, record, and the model folder until it is shipped. */
export const explainerRunFolder = (id: string) => path.join(RUNS, id);

const MANIFEST = path.join(modelFolder('explainers'), 'manifest.json');
const manifestSchema = z.object({ format: z.literal(1), explainers: z.array(z.string()) });

/** Ids of the explainers that are shipped with the project: those that its manifest lists; none before the first. */
export async function shippedExplainers(): Promise<string[]> {
  const bytes = await readIfPresent(MANIFEST);
  return bytes ? manifestSchema.parse(JSON.parse(new TextDecoder().decode(bytes))).explainers : [];
}

export async function addShipped(id: string): Promise<void> {
  const explainers = [...new Set([...(await shippedExplainers()), id])].sort();
  await writeJson(MANIFEST, { format: 1, explainers });
}

export const shippedFolder = (id: string) => modelFolder(path.join('explainers', id));
export const trainedFolder = (id: string) => path.join(explainerRunFolder(id), 'model');
/** Where the adapter of an explainer stands that was trained as one; its model folder has it added to its base. */
export const adapterFolder = (id: string) => path.join(explainerRunFolder(id), 'adapter');

/** A trained explainer: its sidecar, and the folder that holds it. */
export interface TrainedExplainer {
  sidecar: ExplainerSidecar;
  folder: string;
  /** Where pages have it from; null where they do not. */
  url: string | null;
}

/**
 * The trained explainers of a target for a task: shipped ones in the order of their ids, then those of this machine, then those
 * that were imported.
 */
export async function trainedExplainers(target: string, task: string): Promise<TrainedExplainer[]> {
  const shipped = await shippedExplainers();
  const local = (await readdir(RUNS).catch(() => [])).filter((id) => !shipped.includes(id)).sort();
  const imports = (await readdir(importedPlace('')).catch(() => [])).filter((id) => !idFault(id)).sort();
  const places = [
    ...shipped.map((id) => ({ folder: shippedFolder(id), url: modelUrl(`explainers/${id}`) })),
    ...local.map((id) => ({ folder: trainedFolder(id), url: null })),
    ...imports.map((id) => ({ folder: importedPlace(id), url: importedExplainerUrl(id) })),
  ];
  const found = await Promise.all(
    places.map(async (place): Promise<TrainedExplainer[]> => {
      const file = await readIfPresent(path.join(place.folder, 'explainer.json'));
      if (!file) return [];
      const sidecar = parseSidecar(new TextDecoder().decode(file));
      return sidecar.target === target && sidecar.task === task ? [{ ...place, sidecar }] : [];
    }),
  );
  return found.flat();
}

const importedPlace = (id: string): string => path.join(importsHome(), importedExplainerUrl(id));

/** How the store knows a trained explainer. */
export function explainerRecord(
  { sidecar, url }: TrainedExplainer,
  contentHash: string,
  variant: string | null,
): ExplainerRecord {
  const { id, target, task, base, kinship, sees, trainExamples } = sidecar;
  const isImported = url === importedExplainerUrl(id);
  return {
    id,
    targetId: target,
    task,
    baseId: base,
    kinship,
    sees,
    rule: null,
    variant: isImported ? (variant ?? 'imported') : variant,
    trainExamples,
    path: url,
    contentHash,
    // What trained an imported one is not known here.
    runId: isImported ? null : sidecar.runId,
    shown: url !== null,
  };
}
