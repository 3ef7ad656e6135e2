import { z } from 'zod';
import { checkJson } from '@/lib/model/json';
import type { Parameters } from '@/lib/model/parameters';
import type { Dictionary } from './dictionary';
import { sitesOfModule } from './hooks';
import { tensorIn } from './tensor';

const schema = z.object({
  d_in: z.int().positive(),
  num_latents: z.int().nonnegative().nullish(),
  expansion_factor: z.number().positive().optional(),
  k: z.int().positive(),
  activation: z.literal('topk', 'only topk is supported').default('topk'),
  signed: z.literal(false, 'is not supported').default(false),
  transcode: z.boolean().default(false),
  skip_connection: z.boolean().default(false),
});

/**
 * Reads `cfg.json` and the tensors of `sae.safetensors` as EleutherAI's `sparsify` writes them: `encoder.weight` and `W_dec`
 * `[num_latents, d_in]`, `encoder.bias`, `b_dec`, `W_skip`. The site is the name of the folder.
 * @throws Error that names the field or tensor which cannot be used
 */
export function readSparsify(json: unknown, tensors: Parameters, folder: string): Dictionary {
  const c = checkJson(json, 'cfg.json', schema);
  const latents = c.num_latents || c.d_in * (c.expansion_factor ?? 0);
  if (!Number.isInteger(latents) || latents < 1) throw new Error('cfg.json: num_latents: is missing');
  if (c.k > latents) throw new Error(`cfg.json: k: ${c.k} is more than the ${latents} latents`);
  const get = (name: string, ...shape: number[]) => tensorIn(tensors, name, shape).data;
  return {
    layout: 'sparsify',
    kind: c.transcode ? 'transcoder' : 'autoencoder',
    ...sitesOfModule(folder, c.transcode),
    ...{ dIn: c.d_in, dOut: c.d_in, latents, activation: { kind: 'topk', k: c.k } },
    ...{ scale: 1, outputScale: 1, threshold: null },
    centred: !c.transcode,
    encoder: get('encoder.weight', latents, c.d_in),
    encoderBias: get('encoder.bias', latents),
    decoder: get('W_dec', latents, c.d_in),
    decoderBias: get('b_dec', c.d_in),
    skip: c.skip_connection ? get('W_skip', c.d_in, c.d_in) : null,
  };
}
