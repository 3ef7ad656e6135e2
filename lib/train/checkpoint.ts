import { readMetadata, readSafetensors, writeSafetensors } from '@/lib/model/safetensors';
import type { Parameters } from '@/lib/model/parameters';
import { NAME } from './objective';
import type { TrainingState } from './trainer';

/** A checkpoint of a run with other settings or data: not one to fall back from, but one to leave alone. */
export class OtherRunError extends Error {
  constructor() {
    super(
      'the checkpoint belongs to a run with other settings or data; remove it, or start without --resume',
    );
  }
}

/**
 * Packs a training state into one safetensors file (float32). Batches, learning rates and dropout are functions of the
 * step, so the step is all the random state and all the data position there is. A frozen base is not in it; the
 * fingerprint names it.
 *
 * @param fingerprint identifies settings, data and base; a checkpoint of another run is refused by {@link unpackCheckpoint}
 */
export function packCheckpoint(state: TrainingState, fingerprint: string): Uint8Array<ArrayBuffer> {
  const tensors: Parameters = new Map(state.parameters);
  for (const [name, value] of state.first) tensors.set(NAME.first(name), value);
  for (const [name, value] of state.second) tensors.set(NAME.second(name), value);
  const metadata = { step: String(state.step), fingerprint, checksum: checksum(tensors) };
  return writeSafetensors(tensors, 'F32', metadata);
}

/**
 * Reads a checkpoint. Throws an {@link OtherRunError} when it belongs to another run, and an Error that says what is
 * wrong when it is damaged.
 */
export function unpackCheckpoint(file: Uint8Array, fingerprint: string): TrainingState {
  const metadata = readMetadata(file);
  if (metadata.fingerprint !== fingerprint) throw new OtherRunError();
  const step = Number(metadata.step);
  if (!Number.isSafeInteger(step) || step < 0)
    throw new Error(`the checkpoint has no valid step: ${metadata.step}`);
  const tensors = readSafetensors(file);
  if (checksum(tensors) !== metadata.checksum)
    throw new Error('the checkpoint is damaged: its checksum does not match');
  const state: TrainingState = { step, parameters: new Map(), first: new Map(), second: new Map() };
  const [first, second] = [NAME.first(''), NAME.second('')];
  for (const [name, value] of tensors) {
    if (name.startsWith(first)) state.first.set(name.slice(first.length), value);
    else if (name.startsWith(second)) state.second.set(name.slice(second.length), value);
    else state.parameters.set(name, value);
  }
  return state;
}

/** Number of bytes that the checkpoint of a state takes, the header apart. */
export function checkpointBytes({ parameters }: TrainingState): number {
  let elements = 0;
  for (const { data } of parameters.values()) elements += data.length;
  return 3 * elements * Float32Array.BYTES_PER_ELEMENT;
}

/** FNV-1a over the 32-bit words of all tensors: finds what a broken disk leaves, not what a person forges. */
function checksum(tensors: Parameters): string {
  let hash = 0x811c9dc5;
  for (const { data } of tensors.values()) {
    const words = new Uint32Array(data.buffer, data.byteOffset, data.length);
    for (let i = 0; i < words.length; i++) hash = Math.imul(hash ^ words[i]!, 0x01000193);
  }
  return (hash >>> 0).toString(16);
}
