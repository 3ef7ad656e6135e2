import { z } from 'zod';
import { absent } from '../json';

/** Number of blocks. The largest models have some hundred; a file that says a billion is damaged. */
export const layerCount = z.int().positive().max(1000, 'at most 1000 layers are supported');

/** Fields of `config.json` that mean the same in every architecture. */
export const tokenFields = {
  vocab_size: z.int().positive(),
  initializer_range: z.number().positive().default(0.02),
  bos_token_id: firstId(),
  eos_token_id: firstId(),
  /** Weights that are stored in fewer bits than their element type says. */
  quantization_config: absent,
};

/** A token id, or the first of a list of them. */
function firstId() {
  return z.union([z.int(), z.array(z.int()).transform((ids) => ids[0] ?? null)]).nullish();
}
