import { z } from 'zod';
import { checkJson } from '@/lib/model/json';
import type { Parameters } from '@/lib/model/parameters';
import { transposed, type Activation, type Dictionary } from './dictionary';
import { siteOfHook } from './hooks';
import { tensorIn } from './tensor';

/** `cfg.json` of SAELens, before and since its version 6: what names a site moved into `metadata`. */
const metadata = z.object({ hook_name: z.string().optional(), hook_name_out: z.string().optional() });
const schema = metadata.extend({
  architecture: z.string().default('standard'),
  d_in: z.int().positive(),
  d_sae: z.int().positive(),
  d_out: z.int().positive().optional(),
  k: z.int().positive().optional(),
  activation_fn: z.string().optional(),
  activation_fn_str: z.string().optional(),
  activation_fn_kwargs: z.object({ k: z.int().positive().optional() }).nullish(),
  apply_b_dec_to_input: z.boolean().optional(),
  normalize_activations: z.union([z.string(), z.boolean()]).nullish(),
  reshape_activations: z.string().nullish(),
  rescale_acts_by_decoder_norm: z.boolean().optional(),
  hook_point: z.string().optional(),
  hook_head_index: z.int().nullish(),
  metadata: metadata.optional(),
});

const TRANSCODERS = ['transcoder', 'skip_transcoder', 'jumprelu_transcoder', 'jumprelu_skip_transcoder'];
const ARCHITECTURES = ['standard', 'topk', 'jumprelu', ...TRANSCODERS];

/**
 * Reads `cfg.json` and the tensors of `sae_weights.safetensors`: `W_enc` `[d_in, d_sae]`, `b_enc`, `W_dec` `[d_sae, d_out]`,
 * `b_dec`, `threshold`, `W_skip` `[d_out, d_in]`.
 * @throws Error that names the field or tensor which is computed otherwise there than it would be here
 */
export function readSaeLens(json: unknown, tensors: Parameters): Dictionary {
  const c = checkJson(json, 'cfg.json', schema);
  const refuse = (field: string, value: unknown): never => {
    throw new Error(`cfg.json: ${field}: ${JSON.stringify(value)} is not supported`);
  };
  if (!ARCHITECTURES.includes(c.architecture)) refuse('architecture', c.architecture);
  if (c.normalize_activations && c.normalize_activations !== 'none')
    refuse('normalize_activations', c.normalize_activations);
  if (c.reshape_activations && c.reshape_activations !== 'none')
    refuse('reshape_activations', c.reshape_activations);
  if (c.rescale_acts_by_decoder_norm) refuse('rescale_acts_by_decoder_norm', true);
  if (typeof c.hook_head_index === 'number') refuse('hook_head_index', c.hook_head_index);
  const isTranscoder = TRANSCODERS.includes(c.architecture);
  const hook = c.hook_name ?? c.metadata?.hook_name ?? c.hook_point;
  if (hook === undefined) throw new Error('cfg.json has no hook_name');
  const hookOut = isTranscoder ? (c.hook_name_out ?? c.metadata?.hook_name_out) : hook;
  if (hookOut === undefined) throw new Error('cfg.json has no hook_name_out, which a transcoder needs');
  const [dIn, latents] = [c.d_in, c.d_sae];
  const dOut = isTranscoder ? (c.d_out ?? dIn) : dIn;
  const scaling = tensors.get('scaling_factor') ?? tensors.get('finetuning_scaling_factor');
  if (scaling?.data.some((x) => x !== 1)) refuse('finetuning_scaling_factor', true);
  const activation = activationOf(c);
  const get = (name: string, ...shape: number[]) => tensorIn(tensors, name, shape);
  return {
    layout: 'SAELens',
    kind: isTranscoder ? 'transcoder' : 'autoencoder',
    reads: siteOfHook(hook),
    writes: siteOfHook(hookOut),
    ...{ dIn, dOut, latents, activation, scale: 1, outputScale: 1 },
    centred: !isTranscoder && (c.apply_b_dec_to_input ?? true),
    encoder: transposed(get('W_enc', dIn, latents)).data,
    encoderBias: get('b_enc', latents).data,
    decoder: get('W_dec', latents, dOut).data,
    decoderBias: get('b_dec', dOut).data,
    // A threshold below zero would let nothing more through than zero does.
    threshold:
      activation.kind === 'jumprelu' ? get('threshold', latents).data.map((x) => Math.max(0, x)) : null,
    skip: c.architecture.includes('skip') ? get('W_skip', dOut, dIn).data : null,
  };
}

function activationOf(c: z.infer<typeof schema>): Activation {
  if (c.architecture.startsWith('jumprelu')) return { kind: 'jumprelu' };
  const name = c.activation_fn ?? c.activation_fn_str ?? 'relu';
  if (c.architecture === 'topk' || name === 'topk') {
    const k = c.k ?? c.activation_fn_kwargs?.k;
    if (k === undefined) throw new Error('cfg.json has no k, which a top-k dictionary needs');
    return { kind: 'topk', k };
  }
  if (name !== 'relu') throw new Error(`cfg.json: activation_fn: "${name}" is not supported`);
  return { kind: 'relu' };
}
