import path from 'node:path';

import { PROJECTION_FILE, SIDECAR_FILE } from '@/lib/explainer/sidecar';
import { assembleAdapter, type LoraSettings } from '@/lib/model/lora';
import type { Parameters } from '@/lib/model/parameters';
import { ADAPTER_FILES, writeAdapter } from '@/lib/model/peft';
import { projectionShapes } from '@/lib/model/projection';
import { writeSafetensors } from '@/lib/model/safetensors';
import { divide } from '@/lib/train/objective';
import { adapterFolder } from './explainers';
import { writeAtomically, writeJson } from './files';
import type { TrainInputs } from './train-inputs';

/**
 * Writes the adapter that was trained as PEFT reads it, beside the model that it was merged into; the sidecar last.
 *
 * @param trained what training changed: the two factors of every layer, and projections where there are some
 */
export async function keepAdapter(
  { base: { config, hash }, sidecar }: Pick<TrainInputs, 'base' | 'sidecar'>,
  lora: LoraSettings,
  trained: Parameters,
): Promise<void> {
  const { id, projection } = sidecar;
  const maps = projection ? projectionShapes(config.dModel, projection) : new Map<string, number[]>();
  const { frozen: projections, trained: factors } = divide(trained, (name) => maps.has(name));
  const written = writeAdapter(config, assembleAdapter(config, lora, factors), { baseModel: sidecar.base });
  const write = (name: string, content: Uint8Array | string) =>
    writeAtomically(path.join(adapterFolder(id), name), content);
  await write(ADAPTER_FILES.config, written.config);
  await write(ADAPTER_FILES.weights, written.file);
  if (projection) await write(PROJECTION_FILE, writeSafetensors(projections, 'F32'));
  await writeJson(path.join(adapterFolder(id), SIDECAR_FILE), { ...sidecar, baseHash: hash });
}
