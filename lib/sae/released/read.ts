import { z } from 'zod';
import { parseJson } from '@/lib/model/json';
import { checkFinite, type Parameters } from '@/lib/model/parameters';
import { readSafetensorsBlob } from '@/lib/model/safetensors-blob';
import type { Dictionary } from './dictionary';
import { readLlamaScope } from './llama-scope';
import { readSaeLens } from './saelens';
import { readSparsify } from './sparsify';

/** The files of each layout: those that say what it is, and its weights. A layout is known by its weights. */
const LAYOUTS = [
  { weights: 'sae_weights.safetensors', configs: ['cfg.json', 'config.json'] },
  { weights: 'sae.safetensors', configs: ['cfg.json'] },
  { weights: 'checkpoints/final.safetensors', configs: ['hyperparams.json', 'checkpoints/hyperparams.json'] },
  { weights: 'final.safetensors', configs: ['hyperparams.json'] },
] as const;

/**
 * Reads the folder of a sparse autoencoder or a transcoder as SAELens, `sparsify` or Llama Scope release it.
 *
 * @param open opens a file of the folder by its name; null where there is none
 * @param folder name of the folder, which is the site in some layouts
 * @throws Error of one line that names what is missing, or is computed otherwise than it would be here
 */
export async function readDictionary(
  open: (name: string) => Promise<Blob | null>,
  folder: string,
): Promise<Dictionary> {
  for (const { weights, configs } of LAYOUTS) {
    const file = await open(weights);
    if (!file) continue;
    const tensors = await readTensors(file, weights);
    for (const name of configs) {
      const config = await open(name);
      if (!config) continue;
      const json = parseJson(await config.text(), name, z.unknown());
      if (weights === 'sae.safetensors') return readSparsify(json, tensors, folder);
      // Later releases of Llama Scope have the names of SAELens for files, and their own within them.
      return tensors.has('encoder.weight') ? readLlamaScope(json, tensors, name) : readSaeLens(json, tensors);
    }
    throw new Error(`there is ${weights}, and no ${configs.join(' or ')} that says what it is`);
  }
  throw new Error(`there is none of ${LAYOUTS.map(({ weights }) => weights).join(', ')}`);
}

async function readTensors(file: Blob, name: string): Promise<Parameters> {
  try {
    const tensors = await readSafetensorsBlob(file);
    checkFinite(tensors);
    return tensors;
  } catch (cause) {
    throw new Error(`${name}: ${(cause as Error).message}`, { cause });
  }
}
