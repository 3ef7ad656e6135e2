import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { log } from '@/lib/log';
import { KINSHIP_FILE, kinshipFileSchema, type KinshipFile } from '@/lib/measure/kinship/kinship-file';
import type { ModelRecord } from '@/lib/store/records';
import { loadModels } from './target';

/**
 * How alike a model and others are, from its folder; null where that was not measured of the weights that the store knows. Of the
 * others those are left out whose weights are not the ones that were measured.
 */
export async function loadKinships({
  id,
  path: folder,
  contentHash,
}: Pick<ModelRecord, 'id' | 'path' | 'contentHash'>): Promise<KinshipFile | null> {
  const root = path.join(process.cwd(), 'public');
  const name = path.join(root, folder, KINSHIP_FILE);
  if (!name.startsWith(root + path.sep)) return null;
  const text = await readFile(name, 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    const file = kinshipFileSchema.parse(JSON.parse(text));
    const known = new Map((await loadModels()).map((model) => [model.id, model.contentHash]));
    const bases = file.bases.filter(({ baseId, baseHash }) => (known.get(baseId) ?? baseHash) === baseHash);
    return file.contentHash === contentHash && bases.length > 0 ? { ...file, bases } : null;
  } catch (error) {
    log.error({ model: id, error }, 'kinship cannot be read');
    return null;
  }
}
