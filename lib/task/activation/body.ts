import { z } from 'zod';
import { countSchema, tokenSchema } from '@/lib/schemas';

/**
 * What of a vector is asked: what the model will say, which value of an attribute its subject has, or what a difference of two
 * vectors changes.
 */
export const ACTIVATION_ASKS = ['object', 'attribute', 'change'] as const;
export type ActivationAsks = (typeof ACTIVATION_ASKS)[number];

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
