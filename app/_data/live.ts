import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { cache } from 'react';
import type { LiveExplainer, LiveModel, LiveSetup } from '@/components/live/setup';
import { parseSidecar } from '@/lib/explainer/sidecar';
import { log } from '@/lib/log';
import type { ExplainerRecord, ModelRecord } from '@/lib/store/records';
import { loadShown } from './target';

/** A file of a shipped folder; null where the store names a folder outside of what is shipped. */
function shippedFile(folder: string, name: string): string | null {
  const root = path.join(process.cwd(), 'public');
  const file = path.join(root, folder, name);
  return file.startsWith(root + path.sep) ? file : null;
}

/** A model folder that the store names and that is really there. */
async function loadFolder({
  id,
  path: folder,
  contentHash,
}: Pick<ExplainerRecord, 'id' | 'path' | 'contentHash'>): Promise<LiveModel | null> {
  const file = folder && shippedFile(folder, 'model.safetensors');
  if (!folder || !file || !contentHash) return null;
  try {
    return { id, path: folder, contentHash, bytes: (await stat(file)).size };
  } catch {
    return null;
  }
}

/** An explainer that can be asked, null where none is shipped, or why one that is shipped cannot be asked. */
async function loadExplainer(record: ExplainerRecord): Promise<LiveExplainer | string | null> {
  const model = await loadFolder(record);
  const file = model && shippedFile(model.path, 'explainer.json');
  if (!model || !file) return null;
  try {
    return { ...model, sidecar: parseSidecar(await readFile(file, 'utf8')) };
  } catch (error) {
    log.error({ err: error, explainer: record.id }, 'sidecar cannot be read');
    return error instanceof Error && !('code' in error) ? error.message : 'explainer.json is missing';
  }
}

/** What can run in the browser for questions of a task about a target. */
export const loadLiveSetup = cache(async (model: ModelRecord, task: string): Promise<LiveSetup> => {
  const shown = await loadShown(model.id, task);
  const setup: LiveSetup = { target: await loadFolder(model), explainers: [], faults: [] };
  const loaded = await Promise.all(shown.map(loadExplainer));
  loaded.forEach((found, index) => {
    if (typeof found === 'string') setup.faults.push({ id: shown[index]!.id, message: found });
    else if (found) setup.explainers.push(found);
  });
  return setup;
});
