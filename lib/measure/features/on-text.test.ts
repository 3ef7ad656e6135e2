import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from '@/lib/random';
import type { Sae } from '@/lib/sae/folder';
import { readLatent } from '@/lib/sae/latent';
import { saeShapes } from '@/lib/sae/settings';
import { plainLlama } from '@/test/support/plain-llama';
import { tinyTarget, type TinyTarget } from '@/test/support/tiny-target';
import { featureOnText } from './on-text';

let target: TinyTarget;
beforeAll(async () => {
  target = await tinyTarget(2);
});
afterAll(() => target.engine.dispose());

const autoencoder = (width: number): Sae => {
  const random = new Random(5);
  const config = { d_in: width, num_latents: 32, k: 6, expansion_factor: 2, normalize_decoder: true };
  const parameters = new Map(
    [...saeShapes(config)].map(([name, shape]) => {
      const size = shape.reduce((a, b) => a * b, 1);
      return [name, { shape, data: Float32Array.from({ length: size }, () => random.normal()) }] as const;
    }),
  );
  return { config, parameters };
};

const TEXT = 'The capital of France is';

describe('a feature on a text', () => {
  it('is what the autoencoder makes of the residual stream of a plain forward pass, token by token', async () => {
    const { engine, tokenizer, config, parameters } = target;
    const sae = autoencoder(engine.info.dModel);
    const ids = tokenizer.encode(TEXT);
    const { resid } = plainLlama(config, parameters, [...tokenizer.prefix, ...ids]);
    const own = resid[2]!.slice(tokenizer.prefix.length);
    let active = 0;
    for (let latent = 0; latent < 32; latent++) {
      const found = await featureOnText(target, sae, { site: 'resid', layer: 2, latent }, TEXT);
      expect(found.tokens).toEqual(tokenizer.pieces(ids));
      const expected = readLatent(sae, Float32Array.from(own.flat()), latent);
      expect(found.activations).toHaveLength(ids.length);
      expected.forEach((value, i) =>
        expect(Math.abs(found.activations[i]! - value)).toBeLessThan(1e-3 * Math.max(1, value)),
      );
      active += expected.filter((value) => value > 0).length;
    }
    expect(active).toBe(6 * ids.length);
  });

  it('of an MLP is another one than that of the stream, and a wrong width is named', async () => {
    const sae = autoencoder(target.engine.info.dModel);
    const read = (site: 'resid' | 'mlp') =>
      Promise.all(
        Array.from({ length: 8 }, (_, latent) =>
          featureOnText(target, sae, { site, layer: 1, latent }, TEXT).then((found) => found.activations),
        ),
      );
    expect(await read('mlp')).not.toEqual(await read('resid'));
    await expect(
      featureOnText(target, autoencoder(7), { site: 'mlp', layer: 1, latent: 0 }, TEXT),
    ).rejects.toThrow('the autoencoder reads vectors of 7');
  });
});
