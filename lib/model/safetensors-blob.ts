import type { Parameters } from './parameters';
import { decodeWeights, type ReadOptions } from './safetensors';
import {
  bytesPerWeight,
  headerLength,
  LENGTH_BYTES,
  parseHeader,
  tensorsOf,
  type StoredTensor,
} from './safetensors-header';

/** Bytes of a file that are held at once beside the weights made of them; a multiple of every element size. */
const PIECE = 1 << 25;

export interface BlobOptions extends Pick<ReadOptions, 'skip'> {
  /** Given every byte of the file, in order; what it throws ends the reading. */
  onBytes?(bytes: Uint8Array): void;
  pieceBytes?: number;
}

/** The tensors that a file lists; of the file, its header alone is read. `start` is where their data begin. */
export async function readStoredTensors(
  file: Blob,
  skip?: ReadOptions['skip'],
  onBytes: (bytes: Uint8Array) => void = () => undefined,
): Promise<{ tensors: StoredTensor[]; start: number }> {
  const length = await sliceBytes(file, 0, Math.min(LENGTH_BYTES, file.size));
  const start = LENGTH_BYTES + headerLength(length, file.size);
  const header = await sliceBytes(file, LENGTH_BYTES, start);
  const tensors = tensorsOf(parseHeader(header), file.size - start, skip);
  onBytes(length);
  onBytes(header);
  return { tensors, start };
}

/**
 * Reads a safetensors file that lies elsewhere, such as on a reader's disk, into float32 weights, a piece at a time: the
 * file as a whole is never in memory, and may be larger than an array can be.
 *
 * @throws Error that names the tensor and what is wrong with it
 */
export async function readSafetensorsBlob(
  file: Blob,
  { skip, onBytes = () => undefined, pieceBytes = PIECE }: BlobOptions = {},
): Promise<Parameters> {
  const { tensors, start } = await readStoredTensors(file, skip, onBytes);
  const parameters: Parameters = new Map();
  for (const { name, type, shape, from, to } of tensors) {
    const data = type && new Float32Array((to - from) / bytesPerWeight(type));
    for (let at = from; at < to; at += pieceBytes) {
      const bytes = await sliceBytes(file, start + at, start + Math.min(at + pieceBytes, to));
      onBytes(bytes);
      if (data) data.set(decodeWeights(bytes, type, true), (at - from) / bytesPerWeight(type));
    }
    if (data) parameters.set(name, { shape, data });
  }
  return parameters;
}

async function sliceBytes(file: Blob, from: number, to: number): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(from, to).arrayBuffer());
  } catch (cause) {
    // A browser refuses a file that is not what it was when it was chosen.
    throw new Error('the file cannot be read any more: it was moved or changed since it was chosen', {
      cause,
    });
  }
}
