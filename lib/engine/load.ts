import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { parseConfig } from '@/lib/model/config';
import { readSafetensors } from '@/lib/model/safetensors';
import type { Engine } from './engine';
import type { Runtime } from './runtime';
import { createEngine } from './session-engine';

/** Reads a file of a model folder by name: from disk, from the network, from a cache. */
export type FolderReader = (name: string) => Promise<Uint8Array>;

/** Loads a Hugging Face model folder (`config.json`, `model.safetensors`) onto a runtime. */
export async function loadEngine(runtime: Runtime, read: FolderReader): Promise<Engine> {
  const config = parseConfig(new TextDecoder().decode(await read('config.json')));
  const file = await read('model.safetensors');
  return createEngine(runtime, config, readSafetensors(file), bytesToHex(sha256(file)));
}
