import { z } from 'zod';
import { CHAT_TURN } from '@/lib/model/chat-turn';
import {
  countSchema,
  outcomeSchema,
  queryIndexSchema,
  tokenProbabilitiesSchema,
  tokenSchema,
} from '@/lib/schemas';
import { MAX_TEXT, PAIR_TYPES, POSITION_TYPES } from './body';

/** What a patch question asks, and what is measured for it: one schema for bundle, store, API and shared links. */

/** Longest text, in tokens, and most layers that a recorded or shared map may have. */
const MOST_TOKENS = 256;
const MOST_LAYERS = 128;

const tokens = z.array(tokenSchema).min(1).max(MOST_TOKENS);
const effect = z.number();

/**
 * What replacing a residual-stream vector does. The target reads `text`; at each of `layers`, at token `position`, its
 * residual stream is replaced by the one that the same model had at token `sourcePosition` of `source`. Layer 0 is the
 * embedding, layer k the output of block k.
 */
export const patchBodySchema = z.object({
  relation: z.string().max(200),
  pairType: z.enum(PAIR_TYPES),
  positionType: z.enum(POSITION_TYPES),
  layers: z.array(countSchema).min(1).max(MOST_LAYERS),
  position: countSchema,
  sourcePosition: countSchema,
  text: z.string(),
  source: z.string(),
  /** Subject of each text, for titles. */
  subject: z.string(),
  sourceSubject: z.string(),
  /** Display form of each token, leading space kept. */
  tokens,
  sourceTokens: tokens,
  /** Answers of the two texts with their relations exchanged, where both are facts. */
  crossed: z.array(tokenSchema).max(2).optional(),
});
export type PatchBody = z.infer<typeof patchBodySchema>;

/**
 * What was measured for one patch. `effect` is the drop in log-probability of the original output, in nats; null where a file that
 * was imported does not tell.
 */
export const patchTruthSchema = z.object({
  original: outcomeSchema,
  patched: outcomeSchema,
  changed: z.boolean(),
  effect: effect.nullable(),
  /** What the source says by itself; the first records lack it. */
  sourceOutput: tokenSchema.optional(),
});
export type PatchTruth = z.infer<typeof patchTruthSchema>;

/** One cell of a sweep: the patch at this layer and position. */
export const sweepCellSchema = z.object({
  output: tokenSchema,
  changed: z.boolean(),
  effect,
  top: tokenProbabilitiesSchema,
});
export type SweepCell = z.infer<typeof sweepCellSchema>;

/** A patch of several layers at once: from `layer` to `to`, both of them patched. */
const sweepBlockSchema = sweepCellSchema.extend({
  layer: countSchema,
  to: countSchema,
  position: countSchema,
});

/** Most blocks that a reader chooses of one map. */
const MOST_BLOCKS = 256;

/** Every single-layer patch of one text by one source: a map of layer x token. */
export const sweepSchema = z.object({
  tokens,
  sourceTokens: tokens,
  /** `alignment[i]`: the source token whose vector goes into token i, or null where the source has no counterpart. */
  alignment: z.array(countSchema.nullable()).max(MOST_TOKENS),
  /** Layer of each row of `cells`, ascending; 0 is the embedding. */
  layers: z.array(countSchema).min(1).max(MOST_LAYERS),
  original: outcomeSchema,
  sourceOutcome: outcomeSchema,
  /** `[layer][position]`; null where `alignment` is null. */
  cells: z.array(z.array(sweepCellSchema.nullable()).max(MOST_TOKENS)).max(MOST_LAYERS),
  /** Blocks of layers that a reader asked about; nothing is recorded of them. */
  blocks: z.array(sweepBlockSchema).max(MOST_BLOCKS).optional(),
});
export type Sweep = z.infer<typeof sweepSchema>;

/**
 * A place of the map, of the query parameters `layer`, `to` and `pos`: one token at the layers from `layer` to `to`, which are equal
 * for one layer. Any may be missing; addresses of earlier versions have no `to`.
 */
export const patchPlaceSchema = z
  .object({
    layer: queryIndexSchema.optional(),
    to: queryIndexSchema.optional(),
    pos: queryIndexSchema.optional(),
  })
  .refine(({ layer, to }) => to === undefined || (layer !== undefined && layer <= to), {
    message: 'must not be under the layer that it begins at',
    path: ['to'],
  });

/** Texts that are turns of a chat say so. */
const chatSchema = z.literal(CHAT_TURN).optional();
const text = z.string().trim().min(1).max(MAX_TEXT);

/** A reader's own pair of texts: `x` is run, `s` gives the vectors. */
export const ownTextsSchema = z.object({ x: text, s: text, chat: chatSchema });
export type OwnTexts = z.infer<typeof ownTextsSchema>;
