import { readMetadata, readSafetensors, writeSafetensors } from '@/lib/model/safetensors';
import type { Parameters } from '@/lib/model/parameters';
import { NAME } from './step';
import type { TrainingState } from './trainer';

/**
 * Packs a training state into one safetensors file (float32). Batches and learning rates are functions of the step,
 * so the step is all that is needed to continue on the same curve.
 *
 * @param fingerprint identifies the settings and data; a checkpoint of another run is refused by {@link unpackCheckpoint}
 */
export function packCheckpoint(state: TrainingState, fingerprint: string): Uint8Array<ArrayBuffer> {
  const tensors: Parameters = new Map(state.parameters);
  for (const [name, value] of state.first) tensors.set(NAME.first(name), value);
  for (const [name, value] of state.second) tensors.set(NAME.second(name), value);
  return writeSafetensors(tensors, 'F32', { step: String(state.step), fingerprint });
}

/** Reads a checkpoint. Throws an Error when it is damaged or belongs to a run with other settings or data. */
export function unpackCheckpoint(file: Uint8Array, fingerprint: string): TrainingState {
  const metadata = readMetadata(file);
  if (metadata.fingerprint !== fingerprint) {
    throw new Error(
      'the checkpoint belongs to a run with other settings or data; remove it, or start without --resume',
    );
  }
  const step = Number(metadata.step);
  if (!Number.isSafeInteger(step) || step < 0)
    throw new Error(`the checkpoint names no step: ${metadata.step}`);
  const state: TrainingState = { step, parameters: new Map(), first: new Map(), second: new Map() };
  const [first, second] = [NAME.first(''), NAME.second('')];
  for (const [name, value] of readSafetensors(file)) {
    if (name.startsWith(first)) state.first.set(name.slice(first.length), value);
    else if (name.startsWith(second)) state.second.set(name.slice(second.length), value);
    else state.parameters.set(name, value);
  }
  return state;
}
