import { z } from 'zod';
import { float16Table, float32ToBfloat16, float32ToFloat16 } from './float16';
import type { Parameters } from './parameters';

/** Largest header that is read; the reference implementation draws the same line. */
const MAX_HEADER_BYTES = 100_000_000;

const BYTES = { F32: 4, F16: 2, BF16: 2 } as const;
/** Element types of weights in a file. */
export type StoredType = keyof typeof BYTES;

export const bytesPerWeight = (type: StoredType): number => BYTES[type];

const entrySchema = z.object({
  dtype: z.string(),
  shape: z.array(z.int().nonnegative()),
  data_offsets: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
});

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
  const dataStart = 8 + headerLength(file);
  const entries = readEntries(parseHeader(file.subarray(8, dataStart)));
  const dataBytes = file.byteLength - dataStart;
  let end = 0;
  const parameters: Parameters = new Map();
  for (const { name, dtype, shape, offsets } of entries) {
    const [from, to] = offsets;
    const skipped = skip(name);
    if (!skipped) checkSize(name, dtype, shape, to - from);
    if (from !== end)
      throw new Error(`tensor ${name} starts at byte ${from}, but the one before it ends at ${end}`);
    if (to < from || to > dataBytes)
      throw new Error(
        `tensor ${name} ends at byte ${to}, but the file ends at ${dataBytes}: is it truncated?`,
      );
    end = to;
    if (skipped) continue;
    const bytes = file.subarray(dataStart + from, dataStart + to);
    parameters.set(name, { shape, data: decode(bytes, dtype as StoredType, share) });
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
    const bytes = data.length * BYTES[type];
    encodeInto(file.subarray(at, at + bytes), data, type);
    at += bytes;
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
      const { dtype, shape, data_offsets } = entry.data;
      return { name, dtype, shape, offsets: data_offsets };
    })
    .sort((a, b) => a.offsets[0] - b.offsets[0] || a.offsets[1] - b.offsets[1]);
}

function checkSize(name: string, dtype: string, shape: readonly number[], bytes: number): void {
  if (!Object.hasOwn(BYTES, dtype))
    throw new Error(`tensor ${name} is stored as ${dtype}; supported are F32, F16 and BF16`);
  const count = shape.reduce((p, d) => p * d, 1);
  if (!Number.isSafeInteger(count) || bytes !== count * BYTES[dtype as StoredType])
    throw new Error(`tensor ${name}: shape [${shape.join(', ')}] of ${dtype} does not take ${bytes} bytes`);
}

function decode(bytes: Uint8Array, type: StoredType, share: boolean): Float32Array {
  const count = bytes.byteLength / BYTES[type];
  // A typed array needs an aligned offset, which a file need not give. Not slice(): of a Node Buffer that is a view.
  const aligned = bytes.byteOffset % BYTES[type] === 0;
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
