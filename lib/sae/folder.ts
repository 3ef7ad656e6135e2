import type { Parameters } from '@/lib/model/parameters';
import { readSafetensors, writeSafetensors } from '@/lib/model/safetensors';
import { saeConfigSchema, saeShapes, type SaeConfig } from './settings';

/** Files of an autoencoder, in the layout of the `sparsify` releases: a folder a site. */
export const SAE_FILES = { config: 'cfg.json', weights: 'sae.safetensors' } as const;

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
