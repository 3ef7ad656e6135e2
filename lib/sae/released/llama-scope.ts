import { z } from 'zod';
import { checkJson } from '@/lib/model/json';
import type { Parameters } from '@/lib/model/parameters';
import { transposed, type Dictionary } from './dictionary';
import { siteOfHook } from './hooks';
import { tensorIn } from './tensor';

const schema = z.object({
  d_model: z.int().positive(),
  d_sae: z.int().positive().optional(),
  expansion_factor: z.int().positive().optional(),
  hook_point_in: z.string(),
  hook_point_out: z.string(),
  act_fn: z.enum(['jumprelu', 'relu', 'topk'], 'must be jumprelu, relu or topk'),
  jump_relu_threshold: z.number().nonnegative().optional(),
  top_k: z.int().positive().optional(),
  norm_activation: z
    .enum(['dataset-wise', 'inference'], 'must be dataset-wise or inference')
    .default('dataset-wise'),
  dataset_average_activation_norm: z
    .object({ in: z.number().positive(), out: z.number().positive() })
    .nullish(),
  apply_decoder_bias_to_pre_encoder: z.boolean().default(false),
  sparsity_include_decoder_norm: z.boolean().default(false),
  use_glu_encoder: z.literal(false, 'is not supported').default(false),
});

/**
 * Reads `hyperparams.json` (or `config.json`) and the tensors of a Llama Scope release: `encoder.weight` `[d_sae, d_model]`,
 * `decoder.weight` `[d_model, d_sae]`, biases, and where thresholds are learned their logarithms. Vectors are scaled so that
 * those of the data it was trained on are sqrt(d_model) long on the average; thresholds are of vectors so scaled, and of
 * activations times the length of the direction where that is what sparsity was about.
 * @throws Error that names the field or tensor which cannot be used
 */
export function readLlamaScope(json: unknown, tensors: Parameters, file: string): Dictionary {
  const c = checkJson(json, file, schema);
  const width = c.d_model;
  const latents = c.d_sae ?? width * (c.expansion_factor ?? 0);
  if (latents < 1) throw new Error(`${file}: d_sae: is missing`);
  const norm = c.norm_activation === 'dataset-wise' ? c.dataset_average_activation_norm : { in: 0, out: 0 };
  if (!norm) throw new Error(`${file}: dataset_average_activation_norm: is missing`);
  const scaleOf = (length: number) => (length > 0 ? Math.sqrt(width) / length : 1);
  const get = (name: string, ...shape: number[]) => tensorIn(tensors, name, shape);
  const decoder = transposed(get('decoder.weight', width, latents)).data;
  if (c.act_fn === 'topk' && c.top_k === undefined) throw new Error(`${file}: top_k: is missing`);
  if (c.act_fn === 'topk' && c.sparsity_include_decoder_norm)
    throw new Error(`${file}: sparsity_include_decoder_norm: is not supported with top_k`);
  return {
    layout: 'Llama Scope',
    kind: c.hook_point_in === c.hook_point_out ? 'autoencoder' : 'transcoder',
    reads: siteOfHook(c.hook_point_in),
    writes: siteOfHook(c.hook_point_out),
    ...{ dIn: width, dOut: width, latents, decoder, skip: null },
    activation: c.act_fn === 'topk' ? { kind: 'topk', k: c.top_k! } : { kind: c.act_fn },
    scale: scaleOf(norm.in),
    outputScale: scaleOf(norm.out),
    centred: c.apply_decoder_bias_to_pre_encoder,
    encoder: get('encoder.weight', latents, width).data,
    encoderBias: get('encoder.bias', latents).data,
    decoderBias: get('decoder.bias', width).data,
    threshold: c.act_fn === 'jumprelu' ? thresholds() : null,
  };

  function thresholds(): Float32Array {
    const learned = tensors.get('log_jumprelu_threshold');
    if (!learned && c.jump_relu_threshold === undefined)
      throw new Error(`${file}: jump_relu_threshold: is missing`);
    return Float32Array.from({ length: latents }, (_, latent) => {
      const own = learned
        ? Math.exp(get('log_jumprelu_threshold', latents).data[latent]!)
        : c.jump_relu_threshold!;
      if (!c.sparsity_include_decoder_norm) return own;
      return own / Math.hypot(...decoder.subarray(latent * width, (latent + 1) * width));
    });
  }
}
