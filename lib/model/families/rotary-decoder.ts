import { z } from 'zod';
import { gather } from '@/lib/graph';
import { splitHeads } from '../blocks/attention';
import { swiglu } from '../blocks/mlp';
import { rmsNorm } from '../blocks/norm';
import { rotate } from '../blocks/rotary';
import type { ModelConfig } from '../model-config';
import { formatRope, ropeFields, ropeOf } from '../rope';
import type { Family, LinearLayer } from './family';
import { layerCount, tokenFields } from './fields';

/**
 * Llama and the architectures made after it: RMSNorm, rotary position embedding, grouped-query attention and SwiGLU
 * (Touvron et al. 2023, arXiv 2302.13971; Ainslie et al. 2023, arXiv 2305.13245), under the same tensor names. They
 * differ in biases, in the norm of queries and keys, and in what their `config.json` may say.
 */
export type RotaryDecoder = Omit<Family, 'config' | 'format'>;

/** Fields of `config.json` that these architectures share, with the defaults of Hugging Face. */
export const decoderFields = {
  hidden_size: z.int().positive(),
  intermediate_size: z.int().positive(),
  num_hidden_layers: layerCount,
  num_attention_heads: z.int().positive(),
  num_key_value_heads: z.int().positive().nullish(),
  head_dim: z.int().positive().nullish(),
  max_position_embeddings: z.int().positive(),
  rms_norm_eps: z.number().positive().default(1e-6),
  tie_word_embeddings: z.boolean().default(false),
  hidden_act: z.literal('silu', 'only silu is supported').default('silu'),
  layer_types: z.array(z.literal('full_attention', 'only full_attention is supported')).nullish(),
  ...ropeFields,
  ...tokenFields,
};

/** What an architecture settles by itself: from its own fields, or because it has no choice. */
type Settled = Pick<ModelConfig, 'architecture' | 'attentionBias' | 'mlpBias' | 'queryKeyNorm'>;

/** Turns checked fields into a configuration, refusing heads that do not come out even. */
export function decoderConfig(
  c: z.infer<z.ZodObject<typeof decoderFields>>,
  settled: Settled,
  context: z.RefinementCtx,
): ModelConfig {
  const keyValueHeads = c.num_key_value_heads ?? c.num_attention_heads;
  const headDim = c.head_dim ?? c.hidden_size / c.num_attention_heads;
  const refuse = (message: string) => context.addIssue({ code: 'custom', message });
  if (c.num_attention_heads % keyValueHeads !== 0)
    refuse(`${c.num_attention_heads} heads cannot share ${keyValueHeads} key-value heads`);
  if (!Number.isInteger(headDim) || headDim % 2 !== 0)
    refuse(`the head dimension ${headDim} is not an even number`);
  return {
    dModel: c.hidden_size,
    dFeedForward: c.intermediate_size,
    layers: c.num_hidden_layers,
    heads: c.num_attention_heads,
    keyValueHeads,
    headDim,
    vocab: c.vocab_size,
    maxPositions: c.max_position_embeddings,
    normEps: c.rms_norm_eps,
    rope: ropeOf(c),
    tiedEmbeddings: c.tie_word_embeddings,
    initializerRange: c.initializer_range,
    bosId: c.bos_token_id ?? null,
    eosId: c.eos_token_id ?? null,
    ...settled,
  };
}

/** The inverse of {@link decoderConfig}, for the fields that all of them have. */
export function formatDecoder(config: ModelConfig, className: string): Record<string, unknown> {
  return {
    architectures: [className],
    model_type: config.architecture,
    hidden_size: config.dModel,
    intermediate_size: config.dFeedForward,
    num_hidden_layers: config.layers,
    num_attention_heads: config.heads,
    num_key_value_heads: config.keyValueHeads,
    head_dim: config.headDim,
    hidden_act: 'silu',
    vocab_size: config.vocab,
    max_position_embeddings: config.maxPositions,
    rms_norm_eps: config.normEps,
    ...formatRope(config.rope!),
    tie_word_embeddings: config.tiedEmbeddings,
    initializer_range: config.initializerRange,
    bos_token_id: config.bosId,
    eos_token_id: config.eosId,
  };
}

const at = (block: number) => `model.layers.${block}`;

export const rotaryDecoder: RotaryDecoder = {
  embedding: 'model.embed_tokens.weight',
  finalNorm: 'model.norm',
  isBuffer: (name) => name.endsWith('rotary_emb.inv_freq'),

  linearLayers({ dModel, dFeedForward, headDim, heads, keyValueHeads, layers, attentionBias, mlpBias }) {
    const found = new Map<string, LinearLayer>();
    const put = (module: string, inputs: number, outputs: number, bias: boolean) =>
      found.set(module, { inputs, outputs, bias, transposed: false });
    for (let block = 0; block < layers; block++) {
      const attention = `${at(block)}.self_attn`;
      put(`${attention}.q_proj`, dModel, heads * headDim, attentionBias !== 'none');
      put(`${attention}.k_proj`, dModel, keyValueHeads * headDim, attentionBias !== 'none');
      put(`${attention}.v_proj`, dModel, keyValueHeads * headDim, attentionBias !== 'none');
      put(`${attention}.o_proj`, heads * headDim, dModel, attentionBias === 'all');
      put(`${at(block)}.mlp.gate_proj`, dModel, dFeedForward, mlpBias);
      put(`${at(block)}.mlp.up_proj`, dModel, dFeedForward, mlpBias);
      put(`${at(block)}.mlp.down_proj`, dFeedForward, dModel, mlpBias);
    }
    return found;
  },

  otherShapes(config) {
    const { dModel, headDim } = config;
    const shapes = new Map([[this.embedding, [config.vocab, dModel]]]);
    for (let block = 0; block < config.layers; block++) {
      shapes.set(`${at(block)}.input_layernorm.weight`, [dModel]);
      shapes.set(`${at(block)}.post_attention_layernorm.weight`, [dModel]);
      if (!config.queryKeyNorm) continue;
      shapes.set(`${at(block)}.self_attn.q_norm.weight`, [headDim]);
      shapes.set(`${at(block)}.self_attn.k_norm.weight`, [headDim]);
    }
    return shapes.set(`${this.finalNorm}.weight`, [dModel]);
  },

  blockModules: (block) => ({
    attentionNorm: `${at(block)}.input_layernorm`,
    attentionOutput: `${at(block)}.self_attn.o_proj`,
    mlpNorm: `${at(block)}.post_attention_layernorm`,
  }),

  embed: (_, weights, { ids }) => gather(weights.get('model.embed_tokens.weight'), ids),

  norm: (config, weights, module, x) => rmsNorm(x, weights.get(`${module}.weight`), config.normEps),

  project(config, weights, block, x, { rotary }) {
    const module = `${at(block)}.self_attn`;
    const heads = (name: 'q' | 'k' | 'v', count: number) =>
      splitHeads(weights.linear(x, `${module}.${name}_proj`), count, config.headDim);
    const placed = (name: 'q' | 'k', count: number) => {
      const own = heads(name, count);
      return rotate(
        config.queryKeyNorm ? this.norm(config, weights, `${module}.${name}_norm`, own) : own,
        rotary!,
      );
    };
    return {
      query: placed('q', config.heads),
      key: placed('k', config.keyValueHeads),
      value: heads('v', config.keyValueHeads),
    };
  },

  mlp: (_, weights, block, x) => swiglu(weights, `${at(block)}.mlp`, x),
};
