import { z } from 'zod';
import { countSchema, outcomeSchema } from '@/lib/schemas';
import { round } from './outcome';
import type { Stream } from './stream';

const siteSchema = z.object({ norm: z.number(), lens: outcomeSchema, entropy: z.number() });

/** What was read off the residual stream of a text, kept without its vectors. */
export const recordedStreamSchema = z.object({
  text: z.string(),
  tokens: z.array(z.string()),
  layers: z.array(countSchema),
  /** `[layer][position]` */
  sites: z.array(z.array(siteSchema)),
  next: outcomeSchema,
});
export type RecordedStream = z.infer<typeof recordedStreamSchema>;

/** The two texts that the playground of a model opens with, as the model read them. */
export const openingFileSchema = z.object({
  format: z.literal(1),
  /** SHA-256 of the model's weights. */
  contentHash: z.string(),
  first: recordedStreamSchema,
  second: recordedStreamSchema,
});
export type OpeningFile = z.infer<typeof openingFileSchema>;

/** Name of the file in a model folder. */
export const OPENING_FILE = 'opening.json';

/** A stream as it is kept, its numbers rounded as those of all records are. */
export const recordStream = ({ text, tokens, layers, sites, next }: Stream): RecordedStream => ({
  ...{ text: text.text, tokens, layers, next },
  sites: sites.map((row) =>
    row.map(({ norm, lens, entropy }) => ({ norm: round(norm), lens, entropy: round(entropy) })),
  ),
});
