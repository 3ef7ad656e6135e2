import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { LiveAutoencoder, LiveExplainer, LiveModel } from '@/components/live/setup';
import { parseSidecar } from '@/lib/explainer/sidecar';
import { SAE_FILES, saeOriginSchema } from '@/lib/sae/folder';
import type { ExplainerRecord } from '@/lib/store/records';

/** A file of a shipped folder; null where the store names a folder outside of `root`, which holds what is shipped. */
function shippedFile(root: string, folder: string, name: string): string | null {
  const file = path.join(root, folder, name);
  return file.startsWith(root + path.sep) ? file : null;
}

/** A model folder that the store names and that is really there; null otherwise. */
export async function loadFolder(
  root: string,
  { id, path: folder, contentHash }: Pick<ExplainerRecord, 'id' | 'path' | 'contentHash'>,
): Promise<LiveModel | null> {
  const file = folder && shippedFile(root, folder, 'model.safetensors');
  if (!folder || !file || !contentHash) return null;
  try {
    return { id, path: folder, contentHash, bytes: (await stat(file)).size };
  } catch {
    return null;
  }
}

/** An explainer that can be asked; null where none is shipped; the reason where one is shipped and cannot be asked. */
export async function loadExplainer(
  root: string,
  record: Pick<ExplainerRecord, 'id' | 'path' | 'contentHash'>,
): Promise<LiveExplainer | { fault: string } | null> {
  const model = await loadFolder(root, record);
  if (!model) return null;
  const text = await readFile(path.join(root, model.path, 'explainer.json'), 'utf8').catch(() => null);
  if (text === null) return { fault: 'explainer.json is missing' };
  try {
    return { ...model, sidecar: parseSidecar(text) };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

/** The autoencoders in the folder of a model that are of its weights; those of earlier weights read other vectors, and are left out. */
export async function loadAutoencoders(
  root: string,
  { path: folder, contentHash }: Pick<LiveModel, 'path' | 'contentHash'>,
): Promise<LiveAutoencoder[]> {
  const all = shippedFile(root, folder, 'sae');
  const names = all ? await readdir(all).catch(() => []) : [];
  const found = await Promise.all(
    names.sort().map(async (site): Promise<LiveAutoencoder[]> => {
      const path = `${folder}/sae/${site}`;
      const file = (name: string) => shippedFile(root, path, name) ?? '';
      try {
        const origin = saeOriginSchema.parse(JSON.parse(await readFile(file(SAE_FILES.report), 'utf8')));
        const { size: bytes } = await stat(file(SAE_FILES.weights));
        const { fingerprint } = origin;
        return origin.contentHash === contentHash ? [{ site, path, fingerprint, bytes }] : [];
      } catch {
        // Without a report nobody knows what it is of.
        return [];
      }
    }),
  );
  return found.flat();
}
