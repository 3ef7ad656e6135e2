import { z } from 'zod';
import { float16ToFloat32, float32ToBfloat16, float32ToFloat16 } from './float16';
import type { Parameters } from './parameters';

/** Largest header that is read; the reference implementation draws the same line. */
const MAX_HEADER_BYTES = 100_000_000;

const BYTES = { F32: 4, F16: 2, BF16: 2 } as const;
/** Element types of weights in a file. */
export type StoredType = keyof typeof BYTES;

const entrySchema = z.object({
  dtype: z.string(),
  shape: z.array(z.int().nonnegative()),
  data_offsets: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
});

/**
 * Reads a safetensors file into float32 weights. No length of the file is trusted: header size, offsets, gaps,
 * overlaps and element types are checked before anything is allocated.
 *
 * Throws an Error that names the tensor and what is wrong with it.
 */
export function readSafetensors(file: Uint8Array): Parameters {
  const dataStart = 8 + headerLength(file);
  const entries = readEntries(parseHeader(file.subarray(8, dataStart)));
  const dataBytes = file.byteLength - dataStart;
  let end = 0;
  const parameters: Parameters = new Map();
  for (const { name, type, shape, offsets } of entries) {
    const [from, to] = offsets;
    const count = shape.reduce((p, d) => p * d, 1);
    if (!Number.isSafeInteger(count) || to - from !== count * BYTES[type]) {
      throw new Error(
        `tensor ${name}: shape [${shape.join(', ')}] of ${type} does not fill bytes ${from} to ${to}`,
      );
    }
    if (from !== end)
      throw new Error(`tensor ${name} starts at byte ${from}, the one before it ends at ${end}`);
    if (to > dataBytes)
      throw new Error(`tensor ${name} ends at byte ${to}, the file holds ${dataBytes}: is it cut off?`);
    end = to;
    parameters.set(name, { shape, data: decode(file.subarray(dataStart + from, dataStart + to), type) });
  }
  if (end !== dataBytes)
    throw new Error(`the safetensors file has ${dataBytes - end} bytes that belong to no tensor`);
  return parameters;
}

/** The `__metadata__` of a safetensors file: strings by name. Throws an Error when the header is damaged. */
export function readMetadata(file: Uint8Array): Record<string, string> {
  const header = parseHeader(file.subarray(8, 8 + headerLength(file)));
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
    header[name] = { dtype: type, shape, data_offsets: [end, end + data.length * BYTES[type]] };
    end += data.length * BYTES[type];
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const headerBytes = Math.ceil(text.length / 8) * 8;
  const file = new Uint8Array(8 + headerBytes + end);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerBytes), true);
  file.fill(0x20, 8, 8 + headerBytes);
  file.set(text, 8);
  let at = 8 + headerBytes;
  for (const { data } of parameters.values()) {
    const stored =
      type === 'F32' ? data : Uint16Array.from(data, type === 'F16' ? float32ToFloat16 : float32ToBfloat16);
    file.set(new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength), at);
    at += stored.byteLength;
  }
  return file;
}

function headerLength(file: Uint8Array): number {
  if (file.byteLength < 8) throw new Error('the safetensors file is shorter than its 8-byte length field');
  const length = new DataView(file.buffer, file.byteOffset, file.byteLength).getBigUint64(0, true);
  if (length > BigInt(Math.min(MAX_HEADER_BYTES, file.byteLength - 8))) {
    throw new Error(`the safetensors header claims ${length} bytes, the file has ${file.byteLength - 8}`);
  }
  return Number(length);
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Error('the safetensors header is not JSON');
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new Error('the safetensors header is not an object');
  }
  return json as Record<string, unknown>;
}

function readEntries(header: Record<string, unknown>) {
  return Object.entries(header)
    .filter(([name]) => name !== '__metadata__')
    .map(([name, value]) => {
      const entry = entrySchema.safeParse(value);
      if (!entry.success) throw new Error(`tensor ${name}: its header entry is malformed`);
      if (!Object.hasOwn(BYTES, entry.data.dtype)) {
        throw new Error(`tensor ${name} is stored as ${entry.data.dtype}; F32, F16 and BF16 can be read`);
      }
      const type = entry.data.dtype as StoredType;
      return { name, type, shape: entry.data.shape, offsets: entry.data.data_offsets };
    })
    .sort((a, b) => a.offsets[0] - b.offsets[0] || a.offsets[1] - b.offsets[1]);
}

function decode(bytes: Uint8Array, type: StoredType): Float32Array {
  // A copy, because a view needs an aligned offset. Not slice(): of a Node Buffer that is a view.
  const copy = new Uint8Array(bytes);
  if (type === 'F32') return new Float32Array(copy.buffer);
  const halves = new Uint16Array(copy.buffer);
  if (type === 'F16') return Float32Array.from(halves, float16ToFloat32);
  const result = new Float32Array(halves.length);
  const bits = new Uint32Array(result.buffer);
  for (let i = 0; i < halves.length; i++) bits[i] = halves[i]! << 16;
  return result;
}
