import { z } from 'zod';
import type { Family } from './family';
import { decoderConfig, decoderFields, formatDecoder, rotaryDecoder } from './rotary-decoder';

/** Llama 2 and 3 and what has their shape (SmolLM2, TinyLlama, the house models). */
export const llama: Family = {
  ...rotaryDecoder,
  config: z
    .object({
      ...decoderFields,
      attention_bias: z.boolean().default(false),
      mlp_bias: z.boolean().default(false),
    })
    .transform((fields, context) =>
      decoderConfig(
        fields,
        {
          architecture: 'llama',
          attentionBias: fields.attention_bias ? 'all' : 'none',
          mlpBias: fields.mlp_bias,
          queryKeyNorm: false,
        },
        context,
      ),
    ),
  format: (config) => ({
    ...formatDecoder(config, 'LlamaForCausalLM'),
    attention_bias: config.attentionBias === 'all',
    mlp_bias: config.mlpBias,
  }),
};
