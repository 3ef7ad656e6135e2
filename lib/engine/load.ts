import { hexDigest, sha256Hasher, type Hasher } from '@/lib/hash';
import { readCheckpoint } from '@/lib/model/checkpoint';
import { parseConfig } from '@/lib/model/config';
import type { Engine } from './engine';
import type { Runtime } from './runtime';
import { createEngine } from './session-engine';

/**
 * Reads a file of a model folder by name, from disk, from the network or from a cache; null when there is none. A blob is
 * read where it lies.
 */
export type FolderReader = (name: string) => Promise<Uint8Array | Blob | null>;

export interface LoadOptions {
  hash?: Hasher;
  /** Given the bytes of the weight files as they are read, in order; what it throws ends the loading. */
  onBytes?(bytes: Uint8Array): void;
}

/**
 * Loads a Hugging Face model folder (`config.json`, `model.safetensors` or its shards) onto a runtime. The engine's
 * content hash is that of the weight file, or of the shards one after the other.
 *
 * Throws an Error that names the file that is missing or cannot be used.
 */
export async function loadEngine(
  runtime: Runtime,
  read: FolderReader,
  { hash = sha256Hasher(), onBytes }: LoadOptions = {},
): Promise<Engine> {
  const file = await read('config.json');
  if (!file) throw new Error('the model folder has no config.json');
  const config = parseConfig(await new Blob([file as Uint8Array<ArrayBuffer>]).text());
  const parameters = await readCheckpoint(config, read, (bytes) => {
    onBytes?.(bytes);
    hash.update(bytes);
  });
  return createEngine(runtime, config, parameters, hexDigest(hash));
}
