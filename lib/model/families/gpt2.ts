import { z } from 'zod';
import { add, gather, split } from '@/lib/graph';
import { splitHeads } from '../blocks/attention';
import { geluTanh } from '../blocks/mlp';
import { layerNorm } from '../blocks/norm';
import type { ModelConfig } from '../model-config';
import { absent } from '../json';
import type { Family, LinearLayer } from './family';
import { layerCount, tokenFields } from './fields';

const fields = z.object({
  n_embd: z.int().positive(),
  n_layer: layerCount,
  n_head: z.int().positive(),
  n_inner: z.int().positive().nullish(),
  n_positions: z.int().positive(),
  layer_norm_epsilon: z.number().positive().default(1e-5),
  activation_function: z
    .literal(['gelu_new', 'gelu_pytorch_tanh'], 'only gelu_new is supported')
    .default('gelu_new'),
  tie_word_embeddings: z.boolean().default(true),
  scale_attn_weights: z.literal(true, 'only true is supported').default(true),
  scale_attn_by_inverse_layer_idx: absent,
  add_cross_attention: absent,
  ...tokenFields,
});

const at = (block: number) => `transformer.h.${block}`;

/**
 * GPT-2 (Radford et al. 2019): learned positions, LayerNorm, one projection for queries, keys and values, GELU in its
 * tanh form, biases everywhere, and linear weights stored `[in, out]`.
 */
export const gpt2: Family = {
  config: fields.transform((c, context): ModelConfig => {
    if (c.n_embd % c.n_head !== 0)
      context.addIssue({
        code: 'custom',
        message: `${c.n_embd} dimensions do not divide into ${c.n_head} heads`,
      });
    return {
      architecture: 'gpt2',
      dModel: c.n_embd,
      dFeedForward: c.n_inner ?? 4 * c.n_embd,
      layers: c.n_layer,
      heads: c.n_head,
      keyValueHeads: c.n_head,
      headDim: c.n_embd / c.n_head,
      vocab: c.vocab_size,
      maxPositions: c.n_positions,
      normEps: c.layer_norm_epsilon,
      rope: null,
      attentionBias: 'all',
      mlpBias: true,
      queryKeyNorm: false,
      tiedEmbeddings: c.tie_word_embeddings,
      initializerRange: c.initializer_range,
      bosId: c.bos_token_id ?? null,
      eosId: c.eos_token_id ?? null,
    };
  }),

  format: (config) => ({
    architectures: ['GPT2LMHeadModel'],
    model_type: 'gpt2',
    n_embd: config.dModel,
    n_layer: config.layers,
    n_head: config.heads,
    n_inner: config.dFeedForward,
    n_positions: config.maxPositions,
    layer_norm_epsilon: config.normEps,
    activation_function: 'gelu_new',
    vocab_size: config.vocab,
    tie_word_embeddings: config.tiedEmbeddings,
    initializer_range: config.initializerRange,
    bos_token_id: config.bosId,
    eos_token_id: config.eosId,
  }),

  embedding: 'transformer.wte.weight',
  finalNorm: 'transformer.ln_f',
  isBuffer: (name) => /(^|\.)h\.\d+\.attn\.(masked_)?bias$/.test(name),
  // The first checkpoints were saved without the head, and so without the name of what is beside it.
  canonicalName: (name) => (/^(wte|wpe|h|ln_f)\./.test(name) ? `transformer.${name}` : name),

  linearLayers({ dModel, dFeedForward, layers }) {
    const found = new Map<string, LinearLayer>();
    const put = (module: string, inputs: number, outputs: number) =>
      found.set(module, { inputs, outputs, bias: true, transposed: true });
    for (let block = 0; block < layers; block++) {
      put(`${at(block)}.attn.c_attn`, dModel, 3 * dModel);
      put(`${at(block)}.attn.c_proj`, dModel, dModel);
      put(`${at(block)}.mlp.c_fc`, dModel, dFeedForward);
      put(`${at(block)}.mlp.c_proj`, dFeedForward, dModel);
    }
    return found;
  },

  otherShapes(config) {
    const { dModel, vocab, maxPositions } = config;
    const shapes = new Map([
      [this.embedding, [vocab, dModel]],
      ['transformer.wpe.weight', [maxPositions, dModel]],
    ]);
    const norms = Array.from({ length: config.layers }, (_, i) => [`${at(i)}.ln_1`, `${at(i)}.ln_2`]).flat();
    for (const module of [...norms, this.finalNorm])
      shapes.set(`${module}.weight`, [dModel]).set(`${module}.bias`, [dModel]);
    return shapes;
  },

  blockModules: (block) => ({
    attentionNorm: `${at(block)}.ln_1`,
    attentionOutput: `${at(block)}.attn.c_proj`,
    mlpNorm: `${at(block)}.ln_2`,
  }),

  embed(_, weights, { ids, positions }) {
    const tokens = gather(weights.get(this.embedding), ids);
    return add(tokens, gather(weights.get('transformer.wpe.weight'), positions!));
  },

  norm: ({ normEps }, weights, module, x) =>
    layerNorm(x, weights.get(`${module}.weight`), weights.get(`${module}.bias`), normEps),

  project({ dModel, heads, headDim }, weights, block, x) {
    const joint = weights.linear(x, `${at(block)}.attn.c_attn`);
    const [query, key, value] = split(joint, -1, [dModel, dModel, dModel]).map((part) =>
      splitHeads(part, heads, headDim),
    );
    return { query: query!, key: key!, value: value! };
  },

  mlp(_, weights, block, x) {
    const inner = geluTanh(weights.linear(x, `${at(block)}.mlp.c_fc`));
    return weights.linear(inner, `${at(block)}.mlp.c_proj`);
  },
};
