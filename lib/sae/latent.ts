import type { Sae } from './folder';
import { SAE } from './settings';

/**
 * What one latent of an autoencoder is on some vectors, without an engine: a page reads a sentence with it. A latent is active on a
 * vector only if it is among the k largest of all there; everywhere else it is 0 (`forward.ts` says the same as a graph).
 *
 * @param vectors `[rows, d_in]`
 * @returns `[rows]`
 */
export function readLatent({ config, parameters }: Sae, vectors: Float32Array, latent: number): Float32Array {
  const { d_in: width, num_latents: latents, k } = config;
  if (!Number.isInteger(latent) || latent < 0 || latent >= latents)
    throw new Error(`the autoencoder has no latent ${latent}; it has ${latents}`);
  const [weights, bias, centre] = [SAE.encoder, SAE.encoderBias, SAE.decoderBias].map(
    (name) => parameters.get(name)!.data,
  ) as [Float32Array, Float32Array, Float32Array];
  return Float32Array.from({ length: vectors.length / width }, (_, row) => {
    const x = vectors.subarray(row * width, (row + 1) * width).map((value, i) => value - centre[i]!);
    const strength = (of: number): number => {
      let sum = bias[of]!;
      for (let i = 0; i < width; i++) sum += x[i]! * weights[of * width + i]!;
      return sum;
    };
    const own = strength(latent);
    if (own <= 0) return 0;
    let larger = 0;
    for (let other = 0; other < latents && larger < k; other++) {
      if (other === latent) continue;
      const value = strength(other);
      // Of two that are equal, the first goes before, as in a graph.
      if (value > own || (value === own && other < latent)) larger++;
    }
    return larger < k ? own : 0;
  });
}

/** The direction of a latent, as long as it is told: what is added to the stream, and what an explainer is given. */
export function directionOf({ config, parameters }: Sae, latent: number, length: number): Float32Array {
  const from = latent * config.d_in;
  return parameters
    .get(SAE.decoder)!
    .data.slice(from, from + config.d_in)
    .map((x) => x * length);
}
