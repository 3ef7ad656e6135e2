import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeRuntime } from '@/lib/engine/runtime-node';
import type { Parameters } from '@/lib/model/parameters';
import { Random } from '@/lib/random';
import { openEncoder, type SaeEncoder } from './encoder';
import { SAE, type SaeConfig } from './settings';
import { siteName, sitesOf } from './site';
import { SAE_TRAINING, trainSae } from './train';

const WIDTH = 12;
const TRUE = 20;
const config: SaeConfig = {
  d_in: WIDTH,
  num_latents: 32,
  k: 2,
  expansion_factor: 32 / 12,
  normalize_decoder: true,
};

/** Sums of two of twenty directions, far from the origin and of no usual size. */
function drawn(count: number, seed: number): { vectors: Float32Array; directions: number[][] } {
  const random = new Random(1);
  const directions = Array.from({ length: TRUE }, () => {
    const raw = Array.from({ length: WIDTH }, () => random.normal());
    const length = Math.hypot(...raw);
    return raw.map((x) => x / length);
  });
  const own = new Random(seed);
  const vectors = new Float32Array(count * WIDTH);
  for (let row = 0; row < count; row++)
    for (let part = 0; part < 2; part++) {
      const direction = own.pick(directions);
      const size = 20 * (1 + own.uniform());
      direction.forEach((x, i) => (vectors[row * WIDTH + i]! += size * x + 15));
    }
  return { vectors, directions };
}

describe('a sparse autoencoder', () => {
  let parameters: Parameters;
  let encoder: SaeEncoder;
  const curve: number[] = [];

  beforeAll(async () => {
    const training = { ...SAE_TRAINING, steps: 600, rows: 128, rate: 1e-2, auxiliary: 4 };
    parameters = await trainSae(
      nodeRuntime(),
      drawn(6000, 2).vectors,
      config,
      3,
      training,
      (_, unexplained) => curve.push(unexplained),
    );
    encoder = await openEncoder(nodeRuntime(), config, parameters);
  });
  afterAll(() => encoder.dispose());

  it('finds the directions that vectors are made of, and puts new ones together from them', async () => {
    const { vectors, directions } = drawn(500, 9);
    const { data } = parameters.get(SAE.decoder)!;
    const found = directions.filter((direction) =>
      Array.from({ length: config.num_latents }, (_, latent) =>
        direction.reduce((sum, x, i) => sum + x * data[latent * WIDTH + i]!, 0),
      ).some((cosine) => cosine > 0.9),
    );
    expect(found.length).toBeGreaterThan(TRUE * 0.7);
    const { reconstructed } = await encoder.read(vectors);
    const mean = Array.from({ length: WIDTH }, (_, i) =>
      average(vectors.filter((__, at) => at % WIDTH === i)),
    );
    const left = average(vectors.map((x, i) => (x - reconstructed[i]!) ** 2));
    const whole = average(vectors.map((x, i) => (x - mean[i % WIDTH]!) ** 2));
    expect(left / whole).toBeLessThan(0.2);
    expect(curve.at(-1)).toBeLessThan(curve[0]! / 3);
  });

  it('reads what its definition says: the k largest of relu(W (x - b) + c), put together along directions of length 1', async () => {
    const { vectors } = drawn(1030, 4);
    const { values, latents, reconstructed } = await encoder.read(vectors);
    const of = (name: string) => parameters.get(name)!.data;
    for (const row of [0, 1023, 1029]) {
      const x = vectors.subarray(row * WIDTH, (row + 1) * WIDTH);
      const all = Array.from({ length: config.num_latents }, (_, latent) =>
        Math.max(
          0,
          x.reduce(
            (sum, value, i) => sum + (value - of(SAE.decoderBias)[i]!) * of(SAE.encoder)[latent * WIDTH + i]!,
            of(SAE.encoderBias)[latent]!,
          ),
        ),
      );
      const best = [...all.keys()].sort((a, b) => all[b]! - all[a]!).slice(0, 2);
      best.forEach((latent, j) => {
        expect(latents[row * 2 + j]).toBe(latent);
        expect(values[row * 2 + j]).toBeCloseTo(all[latent]!, 2);
      });
      x.forEach((_, i) => {
        const sum = best.reduce(
          (s, latent) => s + all[latent]! * of(SAE.decoder)[latent * WIDTH + i]!,
          of(SAE.decoderBias)[i]!,
        );
        expect(reconstructed[row * WIDTH + i]).toBeCloseTo(sum, 2);
      });
    }
    for (let latent = 0; latent < config.num_latents; latent++)
      expect(Math.hypot(...of(SAE.decoder).subarray(latent * WIDTH, (latent + 1) * WIDTH))).toBeCloseTo(1, 5);
  });

  it('stands after each block and at each MLP, under the names of released ones', () => {
    expect(sitesOf(2).map(siteName)).toEqual(['layers.0', 'layers.0.mlp', 'layers.1', 'layers.1.mlp']);
  });
});

const average = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0) / values.length;
