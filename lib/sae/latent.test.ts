import { describe, expect, it } from 'vitest';
import { nodeRuntime } from '@/lib/engine/runtime-node';
import type { Parameters } from '@/lib/model/parameters';
import { Random } from '@/lib/random';
import { openEncoder } from './encoder';
import { readSae, writeSae } from './folder';
import { directionOf, readLatent } from './latent';
import { SAE, saeShapes, type SaeConfig } from './settings';

const config: SaeConfig = {
  d_in: 12,
  num_latents: 40,
  k: 3,
  expansion_factor: 40 / 12,
  normalize_decoder: true,
};
const random = new Random(3);
const parameters: Parameters = new Map(
  [...saeShapes(config)].map(([name, shape]) => {
    const size = shape.reduce((a, b) => a * b, 1);
    return [name, { shape, data: Float32Array.from({ length: size }, () => random.normal()) }] as const;
  }),
);
const vectors = Float32Array.from({ length: 50 * config.d_in }, () => 2 * random.normal());
// As it is shipped: f16.
const files = writeSae({ config, parameters });
const sae = readSae(files.config, files.weights);

describe('one latent read without an engine', () => {
  it('is what the encoder makes of it, and 0 wherever it is not among the k largest', async () => {
    const encoder = await openEncoder(nodeRuntime(), config, sae.parameters);
    const { values, latents } = await encoder.read(vectors);
    await encoder.dispose();
    let active = 0;
    for (let latent = 0; latent < config.num_latents; latent++) {
      const found = readLatent(sae, vectors, latent);
      expect(found).toHaveLength(50);
      found.forEach((value, row) => {
        const at = latents.subarray(row * config.k, (row + 1) * config.k).indexOf(latent);
        const expected = at < 0 ? 0 : values[row * config.k + at]!;
        expect(Math.abs(value - expected)).toBeLessThan(1e-3);
        if (value > 0) active++;
      });
    }
    // All that the encoder found active is found, and no more.
    expect(active).toBe(values.filter((value) => value > 0).length);
  });

  it('says so where the autoencoder has no such latent', () => {
    expect(() => readLatent(sae, vectors, 40)).toThrow('the autoencoder has no latent 40; it has 40');
  });

  it('has the direction of its decoder, as long as it is told', () => {
    const { data } = sae.parameters.get(SAE.decoder)!;
    expect(directionOf(sae, 5, 3)).toEqual(data.slice(60, 72).map((x) => 3 * x));
  });
});
