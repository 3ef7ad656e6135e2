import { hexDigest, type Hasher } from '@/lib/hash';
import { parseIndex, WEIGHT_FILES } from './checkpoint';
import { FAMILIES } from './families';
import type { ModelConfig } from './model-config';
import { checkFinite, checkParameters, type Parameters } from './parameters';
import { decodeWeights } from './safetensors';
import { readStoredTensors } from './safetensors-blob';
import type { StoredType } from './safetensors-header';

/** A weight file that was read to its end. */
export interface CheckedFile {
  name: string;
  bytes: number;
  /** hex */
  sha256: string;
}

export interface CheckedWeights {
  /** In the order in which they are loaded. */
  files: CheckedFile[];
  /** SHA-256 of the files one after the other, hex: the content hash of a model that is loaded from them. */
  contentHash: string;
  types: StoredType[];
}

/** Opens a file of a folder by name, to be read where it lies; null when there is none. */
export type OpenFile = (name: string) => Promise<Blob | null>;

const HEAD = 'lm_head.weight';

/** Bytes held at once; a multiple of every element size. */
const PIECE = 1 << 24;

/**
 * Checks the weights of a model folder without loading them: first all headers, then every value, a piece at a time, so that a
 * model of any size takes the same memory.
 *
 * @param onBytes is told how many bytes were read
 * @throws Error of one line that names the file or the tensor, as `readCheckpoint` does
 */
export async function checkWeights(
  config: ModelConfig,
  open: OpenFile,
  newHash: () => Hasher,
  onBytes: (bytes: number, of: number) => void = () => undefined,
): Promise<CheckedWeights> {
  const headers = await readHeaders(config, open);
  const total = headers.reduce((sum, { file }) => sum + file.size, 0);
  const whole = newHash();
  const files: CheckedFile[] = [];
  const { embedding, canonicalName = (name) => name } = FAMILIES[config.architecture];
  const hashes = new Map<string, string>();
  let read = 0;
  for (const { name, file, tensors, start, head } of headers) {
    const own = newHash();
    const take = (bytes: Uint8Array) => {
      own.update(bytes);
      whole.update(bytes);
      onBytes((read += bytes.length), total);
    };
    for (const bytes of head) take(bytes);
    for (const tensor of tensors) {
      const alone = newHash();
      for (let at = tensor.from; at < tensor.to; at += PIECE) {
        const end = Math.min(at + PIECE, tensor.to);
        const bytes = new Uint8Array(await file.slice(start + at, start + end).arrayBuffer());
        take(bytes);
        alone.update(bytes);
        if (tensor.type === null) continue;
        const data = decodeWeights(bytes, tensor.type, true);
        checkFinite(new Map([[tensor.name, { shape: tensor.shape, data }]]));
      }
      hashes.set(canonicalName(tensor.name), hexDigest(alone));
    }
    files.push({ name, bytes: file.size, sha256: hexDigest(own) });
  }
  if (config.tiedEmbeddings && hashes.has(HEAD) && hashes.get(HEAD) !== hashes.get(embedding))
    throw new Error(`config.json ties the embeddings, but ${HEAD} is not ${embedding}`);
  const types = new Set(headers.flatMap(({ tensors }) => tensors.flatMap(({ type }) => type ?? [])));
  return { files, contentHash: hexDigest(whole), types: [...types].sort() };
}

/** What a weight file lists, and where its data begin. */
export type WeightHeader = Awaited<ReturnType<typeof readHeader>>;

/**
 * The headers of the weight files of a model folder, in the order in which they are loaded, held to its configuration; of the
 * files nothing else is read.
 * @throws Error of one line that names the file or the tensor
 */
export async function readHeaders(config: ModelConfig, open: OpenFile): Promise<WeightHeader[]> {
  const names = await weightFiles(open);
  const headers = await Promise.all(names.map(async (name) => readHeader(config, name, (await open(name))!)));
  checkNames(config, headers);
  return headers;
}

/** The one file, or the shards that the index lists, each there. */
async function weightFiles(open: OpenFile): Promise<string[]> {
  const { single, index } = WEIGHT_FILES;
  if (await open(single)) return [single];
  const list = await open(index);
  if (!list) throw new Error(`there is neither ${single} nor ${index}`);
  const names = [...new Set(parseIndex(await list.text()).values())];
  if (names.length === 0) throw new Error(`${index} lists no tensor`);
  for (const name of names)
    if (!(await open(name))) throw new Error(`the shard ${name}, which ${index} names, is missing`);
  return names;
}

async function readHeader({ architecture }: ModelConfig, name: string, file: Blob) {
  const head: Uint8Array[] = [];
  try {
    const { isBuffer } = FAMILIES[architecture];
    const found = await readStoredTensors(file, isBuffer, (bytes) => void head.push(bytes));
    return { name, file, head, ...found };
  } catch (cause) {
    throw new Error(`${name}: ${(cause as Error).message}`, { cause });
  }
}

/** Every tensor that the configuration needs is there once, with its shape, and no other. */
function checkNames(config: ModelConfig, headers: readonly WeightHeader[]): void {
  const { canonicalName = (name) => name } = FAMILIES[config.architecture];
  const shapes: Parameters = new Map();
  for (const { name: file, tensors } of headers)
    for (const { name, type, shape } of tensors) {
      if (type === null) continue;
      const own = canonicalName(name);
      if (shapes.has(own)) throw new Error(`${file}: the checkpoint has tensor ${own} twice`);
      shapes.set(own, { shape, data: new Float32Array() });
    }
  if (config.tiedEmbeddings) shapes.delete(HEAD);
  checkParameters(config, shapes);
}
