import { z } from 'zod';
import {
  countSchema,
  outcomeSchema,
  queryIndexSchema,
  tokenProbabilitiesSchema,
  tokenSchema,
} from '@/lib/schemas';

/** What a patch question asks, and what is measured for it: one schema for bundle, store, API and shared links. */

/** Where in the text the patched token stands. */
export const POSITION_TYPES = ['subject-final', 'relation', 'last', 'other'] as const;
export type PositionType = (typeof POSITION_TYPES)[number];

/**
 * How the source text differs from the text: in the subject, and its answer with it or not; in the relation as well; or in
 * both within a group of subjects that have the same relations, so that what the two give together is a fact, too.
 */
export const PAIR_TYPES = ['same-relation', 'same-object', 'other-relation', 'within-group'] as const;
export type PairType = (typeof PAIR_TYPES)[number];

/** Whose word a patched run says: the text's own, the source's, or one that neither says. */
export const ANSWER_KINDS = ['own', 'source', 'composed'] as const;
export type AnswerKind = (typeof ANSWER_KINDS)[number];

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

/** Whose word the patched run says; null where a record does not tell. */
export function answerKind({ changed, patched, sourceOutput }: PatchTruth): AnswerKind | null {
  if (sourceOutput === undefined) return null;
  if (!changed) return 'own';
  return patched.output === sourceOutput ? 'source' : 'composed';
}

/** Whether a composed answer is a fact: the subject of one text, the relation of the other. */
export const isComposedFact = ({ crossed = [] }: PatchBody, truth: PatchTruth): boolean =>
  answerKind(truth) === 'composed' && crossed.includes(truth.patched.output.trim());

/** One cell of a sweep: the patch at this layer and position. */
export const sweepCellSchema = z.object({
  output: tokenSchema,
  changed: z.boolean(),
  effect,
  top: tokenProbabilitiesSchema,
});
export type SweepCell = z.infer<typeof sweepCellSchema>;

/** Most layers that are patched together in a question. */
export const LONGEST_BLOCK = 3;

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

/** Longest text that a reader may run, in characters. */
export const MAX_TEXT = 240;

const text = z.string().trim().min(1).max(MAX_TEXT);

/** A reader's own pair of texts: `x` is run, `s` gives the vectors. */
export const ownTextsSchema = z.object({ x: text, s: text });
export type OwnTexts = z.infer<typeof ownTextsSchema>;
