import { z } from 'zod';
import { CHAT_TURN } from '@/lib/model/chat-turn';
import {
  countSchema,
  exposureSchema,
  outcomeSchema,
  queryIndexSchema,
  tokenProbabilitiesSchema,
  tokenSchema,
} from '@/lib/schemas';
import { HINT_KINDS, MAX_TEXT, MOST_TOKENS, OPTION_KINDS, SPAN_KINDS } from './body';

/** What an ablation question asks, and what is measured for it. */

/** Tokens `from` up to, not including, `to`, counted from 0 in the text. */
export const spanSchema = z.object({ from: countSchema, to: countSchema });

/** The target reads `text`, and reads it again as if the tokens of `span` had never been written. */
export const ablateBodySchema = z.object({
  relation: z.string().max(200),
  subject: z.string(),
  /** How often the fact that is asked for was met. */
  exposure: exposureSchema.nullable(),
  hint: z.enum(HINT_KINDS),
  options: z.enum(OPTION_KINDS),
  spanKind: z.enum(SPAN_KINDS),
  span: spanSchema,
  text: z.string(),
  /** Display form of each token, leading space kept. */
  tokens: z.array(tokenSchema).min(1).max(MOST_TOKENS),
});
export type AblateBody = z.infer<typeof ablateBodySchema>;

/**
 * What was measured. `effect` is the drop in log-probability of the original output, in nats; null where a file that was imported
 * does not tell.
 */
export const ablateTruthSchema = z.object({
  original: outcomeSchema,
  ablated: outcomeSchema,
  changed: z.boolean(),
  effect: z.number().nullable(),
});
export type AblateTruth = z.infer<typeof ablateTruthSchema>;

/** What is said without one span. */
export const removalSchema = z.object({
  span: spanSchema,
  output: tokenSchema,
  top: tokenProbabilitiesSchema,
  changed: z.boolean(),
  effect: z.number(),
});
export type Removal = z.infer<typeof removalSchema>;

/** Most spans that a reader chooses of one text. */
const MOST_CHOSEN = 256;

/** Leave-one-out: what each token, word and sentence is worth to the output. */
export const attributionSchema = z.object({
  tokens: z.array(tokenSchema).min(1).max(MOST_TOKENS),
  original: outcomeSchema,
  removals: z.object({
    tokens: z.array(removalSchema),
    words: z.array(removalSchema),
    sentences: z.array(removalSchema),
    /** Other spans, that a reader chose; nothing is recorded of them. */
    chosen: z.array(removalSchema).max(MOST_CHOSEN).optional(),
  }),
});
export type Attribution = z.infer<typeof attributionSchema>;

/** A span, of the query parameters `from` and `to`; either may be missing. */
export const ablatePlaceSchema = z.object({
  from: queryIndexSchema.optional(),
  to: queryIndexSchema.optional(),
});

/** A reader's own text; what is taken away is chosen on the page. */
export const ownTextSchema = z.object({
  x: z.string().trim().min(1).max(MAX_TEXT),
  /** It is a turn of a chat. */
  chat: z.literal(CHAT_TURN).optional(),
});
