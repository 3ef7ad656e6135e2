import { KINSHIP_FILE, kinshipFileSchema, type KinshipFile } from '@/lib/measure/kinship/kinship-file';
import type { ModelRecord } from '@/lib/store/records';
import { loadBesideWeights } from './beside-weights';
import { loadModels } from './target';

/**
 * How alike a model and others are, from its folder; null where that was not measured of the weights that the store knows. Of the
 * others those are left out whose weights are not the ones that were measured.
 */
export async function loadKinships(
  model: Pick<ModelRecord, 'id' | 'path' | 'contentHash'>,
): Promise<KinshipFile | null> {
  const file = await loadBesideWeights(model, KINSHIP_FILE, kinshipFileSchema);
  if (!file) return null;
  const known = new Map((await loadModels()).map(({ id, contentHash }) => [id, contentHash]));
  const bases = file.bases.filter(({ baseId, baseHash }) => (known.get(baseId) ?? baseHash) === baseHash);
  return bases.length > 0 ? { ...file, bases } : null;
}
