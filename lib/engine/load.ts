import { hexDigest, sha256Hasher, type Hasher } from '@/lib/hash';
import { readCheckpoint } from '@/lib/model/checkpoint';
import { parseConfig } from '@/lib/model/config';
import type { Engine } from './engine';
import type { Runtime } from './runtime';
import { createEngine } from './session-engine';

/** Reads a file of a model folder by name, from disk, from the network or from a cache; null when there is none. */
export type FolderReader = (name: string) => Promise<Uint8Array | null>;

/**
 * Loads a Hugging Face model folder (`config.json`, `model.safetensors` or its shards) onto a runtime. The engine's
 * content hash is that of the weight file, or of the shards one after the other.
 *
 * Throws an Error that names the file that is missing or cannot be used.
 */
export async function loadEngine(
  runtime: Runtime,
  read: FolderReader,
  hash: Hasher = sha256Hasher(),
): Promise<Engine> {
  const text = await read('config.json');
  if (!text) throw new Error('the model folder has no config.json');
  const config = parseConfig(new TextDecoder().decode(text));
  const parameters = await readCheckpoint(config, async (name) => {
    const file = await read(name);
    if (file && name.endsWith('.safetensors')) hash.update(file);
    return file;
  });
  return createEngine(runtime, config, parameters, hexDigest(hash));
}
