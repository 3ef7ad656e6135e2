import { z } from 'zod';
import type { Parameters } from '@/lib/model/parameters';
import { readSafetensors, writeSafetensors } from '@/lib/model/safetensors';
import { saeConfigSchema, saeShapes, type SaeConfig } from './settings';

/** Files of an autoencoder, in the layout of the `sparsify` releases: a folder a site. */
export const SAE_FILES = {
  config: 'cfg.json',
  weights: 'sae.safetensors',
  /** Says how it came about and how good it is. */
  report: 'report.json',
} as const;

/** What of a report tells which weights an autoencoder is of, and what it is called by. */
export const saeOriginSchema = z.object({
  site: z.string(),
  /** SHA-256 of the weights of the model. */
  contentHash: z.string(),
  /** Names those weights, and what it learned with. */
  fingerprint: z.string(),
});

export interface Sae {
  config: SaeConfig;
  parameters: Parameters;
}

/** The files of an autoencoder. Weights are f16: what is measured is what is stored. */
export const writeSae = ({ config, parameters }: Sae): { config: string; weights: Uint8Array } => ({
  config: `${JSON.stringify(config, null, 2)}\n`,
  weights: writeSafetensors(parameters, 'F16'),
});

/** @throws Error that names what is wrong with a file */
export function readSae(config: string, weights: Uint8Array): Sae {
  const parsed = saeConfigSchema.parse(JSON.parse(config));
  const parameters = readSafetensors(weights);
  for (const [name, shape] of saeShapes(parsed)) {
    const found = parameters.get(name)?.shape;
    if (found?.join() !== shape.join())
      throw new Error(
        `${name} of an autoencoder is ${found ? `[${found.join(', ')}]` : 'missing'}, but must be [${shape.join(', ')}]`,
      );
  }
  return { config: parsed, parameters };
}
