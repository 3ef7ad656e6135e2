import { nodeRuntime } from '@/lib/engine/runtime-node';
import type { LoadedModel } from '@/lib/task/measure';
import { readFeatures } from './features';
import { loadModel, type TargetId } from './targets';

/** Loads a target with all that questions are asked about: the model, and its features where they were found. */
export async function loadTarget(id: TargetId): Promise<LoadedModel> {
  const model = await loadModel(nodeRuntime(), id, `npm run lab -- pretrain ${id}`);
  const features = await readFeatures(id, model.engine.info);
  return features ? { ...model, features } : model;
}
