import { z } from 'zod';
import type { Family } from './family';
import { slidingFields } from './qwen2';
import { decoderConfig, decoderFields, formatDecoder, rotaryDecoder } from './rotary-decoder';

/** Qwen 3: llama with a norm over the queries and keys of each head. */
export const qwen3: Family = {
  ...rotaryDecoder,
  config: z
    .object({
      ...decoderFields,
      ...slidingFields,
      num_key_value_heads: decoderFields.num_key_value_heads.default(32),
      head_dim: z.int().positive().default(128),
      attention_bias: z.boolean().default(false),
    })
    .transform((fields, context) =>
      decoderConfig(
        fields,
        {
          architecture: 'qwen3',
          attentionBias: fields.attention_bias ? 'all' : 'none',
          mlpBias: false,
          queryKeyNorm: true,
        },
        context,
      ),
    ),
  format: (config) => ({
    ...formatDecoder(config, 'Qwen3ForCausalLM'),
    attention_bias: config.attentionBias === 'all',
    use_sliding_window: false,
  }),
};
