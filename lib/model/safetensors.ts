import { z } from 'zod';
import { float16Table, float32ToBfloat16, float32ToFloat16 } from './float16';
import type { Parameters } from './parameters';
import {
  bytesPerWeight,
  headerLength,
  LENGTH_BYTES,
  parseHeader,
  tensorsOf,
  type StoredType,
} from './safetensors-header';

export { bytesPerWeight, type StoredType } from './safetensors-header';

/** What to read of a file, and how. */
export interface ReadOptions {
  /** Tensors that are passed over, whatever their element type. */
  skip?(name: string): boolean;
  /** Lets float32 weights be views of the file's bytes where they can be, which then must not be changed. */
  share?: boolean;
}

/**
 * Reads a safetensors file into float32 weights. No length of the file is trusted: header size, offsets, gaps,
 * overlaps and element types are checked before anything is allocated.
 *
 * Throws an Error that names the tensor and what is wrong with it.
 */
export function readSafetensors(
  file: Uint8Array,
  { skip = () => false, share = false }: ReadOptions = {},
): Parameters {
  const dataStart = LENGTH_BYTES + headerLength(file, file.byteLength);
  const header = parseHeader(file.subarray(LENGTH_BYTES, dataStart));
  const parameters: Parameters = new Map();
  for (const { name, type, shape, from, to } of tensorsOf(header, file.byteLength - dataStart, skip)) {
    if (type === null) continue;
    const bytes = file.subarray(dataStart + from, dataStart + to);
    parameters.set(name, { shape, data: decodeWeights(bytes, type, share) });
  }
  return parameters;
}

/** The `__metadata__` of a safetensors file: strings by name. Throws an Error when the header is damaged. */
export function readMetadata(file: Uint8Array): Record<string, string> {
  const header = parseHeader(file.subarray(LENGTH_BYTES, LENGTH_BYTES + headerLength(file, file.byteLength)));
  const metadata = z.record(z.string(), z.string()).safeParse(header['__metadata__'] ?? {});
  if (!metadata.success) throw new Error('the metadata of the safetensors file is malformed');
  return metadata.data;
}

/** Writes weights as a safetensors file, rounded to the given type (to nearest, ties to even). */
export function writeSafetensors(
  parameters: Parameters,
  type: StoredType,
  metadata: Record<string, string> = {},
): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = { __metadata__: { format: 'pt', ...metadata } };
  let end = 0;
  for (const [name, { shape, data }] of parameters) {
    header[name] = { dtype: type, shape, data_offsets: [end, end + data.length * bytesPerWeight(type)] };
    end += data.length * bytesPerWeight(type);
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const headerBytes = Math.ceil(text.length / 8) * 8;
  const file = new Uint8Array(8 + headerBytes + end);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerBytes), true);
  file.fill(0x20, 8, 8 + headerBytes);
  file.set(text, 8);
  let at = 8 + headerBytes;
  for (const { data } of parameters.values()) {
    const bytes = data.length * bytesPerWeight(type);
    encodeInto(file.subarray(at, at + bytes), data, type);
    at += bytes;
  }
  return file;
}

/**
 * Bytes of a file as float32 weights.
 * @param share lets float32 weights be a view of the bytes where it can be
 */
export function decodeWeights(bytes: Uint8Array, type: StoredType, share: boolean): Float32Array {
  const count = bytes.byteLength / bytesPerWeight(type);
  // A typed array needs an aligned offset, which a file need not give. Not slice(): of a Node Buffer that is a view.
  const aligned = bytes.byteOffset % bytesPerWeight(type) === 0;
  const { buffer, byteOffset } = aligned && (share || type !== 'F32') ? bytes : new Uint8Array(bytes);
  if (type === 'F32') return new Float32Array(buffer, byteOffset, count);
  const halves = new Uint16Array(buffer, byteOffset, count);
  const result = new Float32Array(count);
  if (type === 'F16') {
    const table = float16Table();
    for (let i = 0; i < count; i++) result[i] = table[halves[i]!]!;
  } else {
    const bits = new Uint32Array(result.buffer);
    for (let i = 0; i < count; i++) bits[i] = halves[i]! << 16;
  }
  return result;
}

/** Writes weights as bytes; the offset of `bytes` need not be aligned. */
function encodeInto(bytes: Uint8Array, data: Float32Array, type: StoredType): void {
  if (type === 'F32') {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    return;
  }
  const round = type === 'F16' ? float32ToFloat16 : float32ToBfloat16;
  for (let i = 0; i < data.length; i++) {
    const half = round(data[i]!);
    bytes[2 * i] = half & 0xff;
    bytes[2 * i + 1] = half >>> 8;
  }
}
