import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { LiveAutoencoder, LiveExplainer, LiveModel } from '@/components/live/setup';
import { sum } from 'd3-array';
import { parseIndex, WEIGHT_FILES } from '@/lib/model/checkpoint';
import { parseSidecar, SIDECAR_FILE } from '@/lib/explainer/sidecar';
import { THIN_FILE } from '@/lib/engine/whole-folder';
import { ADAPTER_FILES } from '@/lib/model/peft';
import { SAE_FILES, saeOriginSchema } from '@/lib/sae/folder';
import type { ExplainerRecord } from '@/lib/store/records';

/** A file of a folder that is served; null where the store names one outside of `root`, which holds what is. */
function shippedFile(root: string, folder: string, name: string): string | null {
  const file = path.join(root, folder, name);
  return file.startsWith(root + path.sep) ? file : null;
}

/** A model folder that the store names and that is really there; null otherwise. */
export async function loadFolder(
  root: string,
  { id, path: folder, contentHash }: Pick<ExplainerRecord, 'id' | 'path' | 'contentHash'>,
): Promise<LiveModel | null> {
  const file = folder && shippedFile(root, folder, WEIGHT_FILES.single);
  if (!folder || !file || !contentHash) return null;
  try {
    return { id, path: folder, contentHash, bytes: await weightBytes(path.dirname(file)) };
  } catch {
    return null;
  }
}

/** Size of the weights in a folder: of the one file, or of all shards. Rejects where one is missing. */
async function weightBytes(folder: string): Promise<number> {
  const sizeOf = async (name: string) => (await stat(path.join(folder, name))).size;
  for (const name of [WEIGHT_FILES.single, THIN_FILE]) {
    const size = await sizeOf(name).catch(() => null);
    if (size !== null) return size;
  }
  const shards = parseIndex(await readFile(path.join(folder, WEIGHT_FILES.index), 'utf8')).values();
  return sum(await Promise.all([...new Set(shards)].map(sizeOf)));
}

type Placed = Pick<ExplainerRecord, 'id' | 'path' | 'contentHash'>;

/**
 * An explainer that can be asked; null where none is here; the reason where one is here and cannot be asked.
 *
 * @param loadBase the model of an id, which an adapter is added to, or weights leave parts to
 */
export async function loadExplainer(
  root: string,
  record: Placed,
  loadBase: (id: string) => Promise<LiveModel | null>,
): Promise<LiveExplainer | { fault: string } | null> {
  const adapter = await loadAdapter(root, record);
  const model = adapter ? null : await loadFolder(root, record);
  const folder = (adapter ?? model)?.path;
  if (folder === undefined) return null;
  const text = await readFile(path.join(root, folder, SIDECAR_FILE), 'utf8').catch(() => null);
  if (text === null) return { fault: `${SIDECAR_FILE} is missing` };
  try {
    const sidecar = parseSidecar(text);
    if (model && !(await isThin(root, folder))) return { ...model, sidecar };
    const what = model ? 'which its weights leave parts to' : 'which it is an adapter of';
    const base = await loadBase(sidecar.base);
    if (!base) return { fault: `the model ${sidecar.base}, ${what}, is not here` };
    if (sidecar.baseHash !== undefined && sidecar.baseHash !== base.contentHash)
      return { fault: `the weights of ${sidecar.base}, ${what}, are others` };
    return model ? { ...model, sidecar, base } : { ...base, id: record.id, sidecar, adapter: adapter! };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

const isThin = (root: string, folder: string): Promise<boolean> =>
  stat(path.join(root, folder, THIN_FILE)).then(
    (found) => found.isFile(),
    () => false,
  );

/** The adapter in a folder; null where there is none. */
async function loadAdapter(
  root: string,
  { path: folder, contentHash }: Placed,
): Promise<LiveExplainer['adapter'] | null> {
  const file = folder && shippedFile(root, folder, ADAPTER_FILES.weights);
  if (!folder || !file || !contentHash) return null;
  const found = await stat(file).catch(() => null);
  return found?.isFile() ? { path: folder, contentHash, bytes: found.size } : null;
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
