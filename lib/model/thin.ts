import { z } from 'zod';
import { parseJson } from './json';
import { headerLength, LENGTH_BYTES, parseHeader, tensorsOf, type StoredTensor } from './safetensors-header';

/**
 * Weights without what another model has too. Training that leaves embeddings as they are, but for the token that ends an answer,
 * writes a third of its base again; a thin file leaves that out, and with the base at hand gives the whole file back, byte for
 * byte, so that its hash still names it.
 */

/** What the metadata of a thin file say. */
const metadataSchema = z.object({
  /** The header of the whole file. */
  whole: z.string(),
  /** JSON: of tensors that are there in part, which rows (of the first dimension) are. */
  rows: z.string(),
});
const rowsSchema = z.record(z.string(), z.array(z.int().nonnegative()));

/** A safetensors file of the tensors, and the rows of tensors, that differ from those of `base`; itself a safetensors file. */
export function thinWeights(whole: Uint8Array, base: Uint8Array): Uint8Array<ArrayBuffer> {
  const [own, other] = [open(whole), open(base)];
  const rows: z.infer<typeof rowsSchema> = {};
  const entries: Record<string, unknown> = {};
  const parts: Uint8Array[] = [];
  let end = 0;
  for (const [name, { bytes, shape }] of own.tensors) {
    const [height, ...rest] = shape;
    const pieces = split(bytes, shape);
    const theirs = other.tensors.get(name)?.bytes;
    const same = theirs?.length === bytes.length ? split(theirs, shape) : [];
    const changed = [...pieces.keys()].filter((row) => !equal(pieces[row]!, same[row]));
    if (changed.length === 0) continue;
    // A list of nearly all rows would take more than it saves.
    const isWhole = changed.length > pieces.length / 2;
    if (!isWhole) rows[name] = changed;
    const kept = isWhole ? [bytes] : changed.map((row) => pieces[row]!);
    const { dtype } = own.header[name] as { dtype: string };
    const from = end;
    for (const { length } of kept) end += length;
    entries[name] = { dtype, shape: [isWhole ? height : changed.length, ...rest], data_offsets: [from, end] };
    parts.push(...kept);
  }
  const metadata: z.infer<typeof metadataSchema> = { whole: own.text, rows: JSON.stringify(rows) };
  return assemble(JSON.stringify({ __metadata__: metadata, ...entries }), parts);
}

/**
 * The whole file that `thin` was made of.
 * @param base the weights that it was made against; a tensor of other bytes shows in the hash of what comes out
 * @throws Error that names what is damaged, or the tensor that the base does not have
 */
export function wholeWeights(thin: Uint8Array, base: Uint8Array): Uint8Array<ArrayBuffer> {
  const [own, other] = [open(thin), open(base)];
  const metadata = metadataSchema.safeParse(own.header['__metadata__']);
  if (!metadata.success) throw new Error('the thin weights do not say what they leave out');
  const { whole: text } = metadata.data;
  const rows = parseJson(metadata.data.rows, 'the list of rows of the thin weights', rowsSchema);
  const header = parseHeader(new TextEncoder().encode(text));
  const parts = tensorsOf(header, dataBytesOf(header)).map(({ name, shape, from, to }) => {
    const changed = rows[name];
    const mine = own.tensors.get(name)?.bytes;
    const part = changed || !mine ? other.tensors.get(name)?.bytes : mine;
    if (part?.length !== to - from)
      throw new Error(`the base of the thin weights has no tensor ${name} of their size`);
    if (!changed) return part;
    const filled = part.slice();
    const width = filled.length / shape[0]!;
    if (mine?.length !== width * changed.length || changed.some((row) => row >= shape[0]!))
      throw new Error(`tensor ${name} of the thin weights does not have the rows that they list`);
    changed.forEach((row, i) => filled.set(mine.subarray(i * width, (i + 1) * width), row * width));
    return filled;
  });
  return assemble(text, parts);
}

/** Header and tensors of a file, the bytes of each where they lie. */
function open(file: Uint8Array) {
  const start = LENGTH_BYTES + headerLength(file, file.byteLength);
  const bytes = file.subarray(LENGTH_BYTES, start);
  const header = parseHeader(bytes);
  const at = ({ name, shape, from, to }: StoredTensor) =>
    [name, { shape, bytes: file.subarray(start + from, start + to) }] as const;
  const tensors = new Map(tensorsOf(header, file.byteLength - start).map(at));
  return { text: new TextDecoder().decode(bytes), header, tensors };
}

/** The rows of a tensor, along its first dimension. */
function split(bytes: Uint8Array, [height = 1]: readonly number[]): Uint8Array[] {
  const width = bytes.length / Math.max(1, height);
  return Array.from({ length: height }, (_, row) => bytes.subarray(row * width, (row + 1) * width));
}

function assemble(header: string, parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(header);
  const start = LENGTH_BYTES + text.length;
  const file = new Uint8Array(parts.reduce((sum, { length }) => sum + length, start));
  new DataView(file.buffer).setBigUint64(0, BigInt(text.length), true);
  file.set(text, LENGTH_BYTES);
  let at = start;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}

/** Where the last tensor of a header ends. */
function dataBytesOf(header: Record<string, unknown>): number {
  const ends = Object.entries(header).flatMap(([name, entry]) =>
    name === '__metadata__' ? [] : [Number((entry as { data_offsets?: unknown[] }).data_offsets?.[1])],
  );
  return Math.max(0, ...ends.filter(Number.isFinite));
}

const equal = (a: Uint8Array, b: Uint8Array | undefined): boolean =>
  a.length === b?.length && a.every((byte, i) => byte === b[i]);
