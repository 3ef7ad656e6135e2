import { z } from 'zod';
import type { Family } from './family';
import { decoderConfig, decoderFields, formatDecoder, rotaryDecoder } from './rotary-decoder';

/** Mistral 7B and its descendants, as far as they attend to all positions. */
export const mistral: Family = {
  ...rotaryDecoder,
  config: z
    .object({
      ...decoderFields,
      num_key_value_heads: decoderFields.num_key_value_heads.default(8),
      // What Hugging Face assumes where the field is absent.
      sliding_window: z.int().positive().nullable().default(4096),
    })
    .transform((fields, context) => {
      const { sliding_window: window, max_position_embeddings: positions } = fields;
      if (window !== null && window < positions)
        context.addIssue({
          code: 'custom',
          path: ['sliding_window'],
          message: `a window of ${window} tokens within ${positions} positions is not supported`,
        });
      return decoderConfig(
        fields,
        { architecture: 'mistral', attentionBias: 'none', mlpBias: false, queryKeyNorm: false },
        context,
      );
    }),
  format: (config) => ({ ...formatDecoder(config, 'MistralForCausalLM'), sliding_window: null }),
};
