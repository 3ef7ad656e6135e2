import { z } from 'zod';
import type { Family } from './family';
import { decoderConfig, decoderFields, formatDecoder, rotaryDecoder } from './rotary-decoder';

/** A window that only some layers would have; both generations of Qwen can switch it on, and none is supported. */
export const slidingFields = {
  use_sliding_window: z.literal(false, 'sliding windows are not supported').default(false),
};

/** Qwen 2 and 2.5: llama with biases on queries, keys and values. */
export const qwen2: Family = {
  ...rotaryDecoder,
  config: z
    .object({
      ...decoderFields,
      ...slidingFields,
      num_key_value_heads: decoderFields.num_key_value_heads.default(32),
    })
    .transform((fields, context) =>
      decoderConfig(
        fields,
        { architecture: 'qwen2', attentionBias: 'inputs', mlpBias: false, queryKeyNorm: false },
        context,
      ),
    ),
  format: (config) => ({ ...formatDecoder(config, 'Qwen2ForCausalLM'), use_sliding_window: false }),
};
