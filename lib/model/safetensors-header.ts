import { z } from 'zod';

/** What stands at the beginning of a safetensors file, and is checked before any weight of it is read. */

/** The length of the header, a 64-bit number, comes before it. */
export const LENGTH_BYTES = 8;

/** Largest header that is read; the reference implementation draws the same line. */
const MAX_HEADER_BYTES = 100_000_000;

const BYTES = { F32: 4, F16: 2, BF16: 2 } as const;
/** Element types of weights in a file. */
export type StoredType = keyof typeof BYTES;

export const bytesPerWeight = (type: StoredType): number => BYTES[type];

/** Where a tensor lies among the data of a file, which begin after the header; bytes from and to. */
export interface StoredTensor {
  name: string;
  /** Null for one that is passed over, of whatever type. */
  type: StoredType | null;
  shape: number[];
  from: number;
  to: number;
}

const entrySchema = z.object({
  dtype: z.string(),
  shape: z.array(z.int().nonnegative()),
  data_offsets: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
});

/**
 * Bytes of the header, by the first eight of a file.
 * @param fileBytes length of the whole file
 * @throws Error when the file cannot hold a header of that length
 */
export function headerLength(start: Uint8Array, fileBytes: number): number {
  if (fileBytes < LENGTH_BYTES)
    throw new Error('the safetensors file is shorter than its 8-byte length field');
  const length = new DataView(start.buffer, start.byteOffset, LENGTH_BYTES).getBigUint64(0, true);
  const rest = fileBytes - LENGTH_BYTES;
  if (length > BigInt(Math.min(MAX_HEADER_BYTES, rest)))
    throw new Error(`the safetensors header claims ${length} bytes, the file has ${rest}`);
  return Number(length);
}

/** Throws an Error when the bytes of a header are no JSON object. */
export function parseHeader(bytes: Uint8Array): Record<string, unknown> {
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

/**
 * The tensors that a header lists, in their order in the file. Offsets, gaps, overlaps, element types and shapes are
 * checked against the length of the data, so that whoever goes on may allocate by them.
 *
 * @param skip tensors that are passed over
 * @throws Error that names the tensor and what is wrong with it
 */
export function tensorsOf(
  header: Record<string, unknown>,
  dataBytes: number,
  skip: (name: string) => boolean = () => false,
): StoredTensor[] {
  let end = 0;
  const tensors = readEntries(header).map(({ name, dtype, shape, offsets: [from, to] }): StoredTensor => {
    const type = skip(name) ? null : typeOf(name, dtype, shape, to - from);
    if (from !== end)
      throw new Error(`tensor ${name} starts at byte ${from}, but the one before it ends at ${end}`);
    if (to < from || to > dataBytes)
      throw new Error(
        `tensor ${name} ends at byte ${to}, but the file ends at ${dataBytes}: is it truncated?`,
      );
    end = to;
    return { name, type, shape, from, to };
  });
  if (end !== dataBytes)
    throw new Error(`the safetensors file has ${dataBytes - end} bytes that belong to no tensor`);
  return tensors;
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

function typeOf(name: string, dtype: string, shape: readonly number[], bytes: number): StoredType {
  if (!Object.hasOwn(BYTES, dtype))
    throw new Error(`tensor ${name} is stored as ${dtype}; supported are F32, F16 and BF16`);
  const count = shape.reduce((p, d) => p * d, 1);
  if (!Number.isSafeInteger(count) || bytes !== count * BYTES[dtype as StoredType])
    throw new Error(`tensor ${name}: shape [${shape.join(', ')}] of ${dtype} does not take ${bytes} bytes`);
  return dtype as StoredType;
}
