import { z } from 'zod';
import { countSchema, tokenSchema } from '@/lib/schemas';
import { ACTIVATION_ASKS } from './body';

const MOST_TOKENS = 256;

/**
 * The vector is the residual stream after `layer` (0 the embedding, k the output of block k) at token `position` of `text`; of a
 * question about a change, less the one at `sourcePosition` of `source`.
 */
export const activationBodySchema = z.object({
  asks: z.enum(ACTIVATION_ASKS),
  /** The relation that is asked for. */
  relation: z.string().max(200),
  subject: z.string(),
  text: z.string(),
  tokens: z.array(tokenSchema).min(1).max(MOST_TOKENS),
  layer: countSchema,
  position: countSchema,
  positionType: z.enum(['subject-final', 'last']),
  source: z.object({ text: z.string(), subject: z.string(), position: countSchema }).nullable(),
});
export type ActivationBody = z.infer<typeof activationBodySchema>;

/** What the target itself says: the answer; of a change, also what it says to the source. */
export const activationTruthSchema = z.object({ answer: tokenSchema, before: tokenSchema.nullable() });
export type ActivationTruth = z.infer<typeof activationTruthSchema>;
