import path from 'node:path';

import { readBundle } from '@/lib/store/bundle';
import type { ModelRecord } from '@/lib/store/records';
import { readIfPresent, writeAtomically, writeJson } from './files';
import { modelCard } from './model-card';
import { modelFolder } from './targets';
import type { RunArtefact } from './training';

/** What `pretrain` leaves in a model folder for the bundle and for whoever reads the folder alone. */
export interface PretrainArtefact extends RunArtefact {
  model: ModelRecord;
}

const trainingFile = (id: string) => path.join(modelFolder(id), 'training.json');

/** How a model came about and what it can do; null for the models whose folder does not say, which the bundle knows. */
export async function readTraining(id: string): Promise<PretrainArtefact | null> {
  const bytes = await readIfPresent(trainingFile(id));
  return bytes && (JSON.parse(new TextDecoder().decode(bytes)) as PretrainArtefact);
}

/**
 * The same out of the bundle, for targets made before folders said so.
 * @throws Error that names the command which makes the target
 */
export async function trainingInBundle(id: string): Promise<PretrainArtefact> {
  const { content } = await readBundle(path.join('data', 'bundle'));
  const model = content.models.find((known) => known.id === id);
  const run = content.runs.find((known) => known.id === model?.runId);
  if (!model || !run)
    throw new Error(`nothing says how ${id} came about; make it with: npm run lab -- pretrain ${id}`);
  return { model, run, points: content.runPoints.filter(({ runId }) => runId === run.id) };
}

/** Writes it, with a card for readers beside it. */
export async function writeTraining(artefact: PretrainArtefact): Promise<void> {
  await writeJson(trainingFile(artefact.model.id), artefact);
  await writeAtomically(path.join(modelFolder(artefact.model.id), 'README.md'), modelCard(artefact));
}
