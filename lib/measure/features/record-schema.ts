import { z } from 'zod';
import { countSchema, tokenSchema } from '@/lib/schemas';
import { FEATURE_SITES } from './record';

export const featurePlaceSchema = z.object({
  site: z.enum(FEATURE_SITES),
  /** 0 the embedding, k the output of block k. */
  layer: countSchema,
  latent: countSchema,
});
export type FeaturePlace = z.infer<typeof featurePlaceSchema>;

const labelSchema = z.object({ phrase: z.string().max(400), score: z.number() });

/** What was measured of a feature: a phrase for where it fires, with its rivals, and the tokens that become more likely. */
export const featureMeasuredSchema = z.object({
  label: labelSchema.extend({ rivals: z.array(labelSchema) }).nullable(),
  /** Tokens whose log-probability rises most when the direction is added, and by how much (nats). */
  output: z.array(z.object({ token: tokenSchema, rise: z.number() })),
});

const exemplarSchema = z.object({
  tokens: z.array(tokenSchema),
  activations: z.array(z.number()),
  at: countSchema,
  /**
   * Concepts that the tokens do not tell by themselves, each with the first token that it holds of and the one after the last: what a
   * phrase is held against. Absent from earlier records.
   */
  notes: z.array(z.tuple([z.string(), countSchema, countSchema])).optional(),
});

const weightedSchema = z.array(z.object({ token: tokenSchema, logit: z.number() }));

/** What a page draws of a feature. */
export const featureDetailSchema = z.object({
  /** Share of tokens on which it is active; null where it was imported without. */
  density: z.number().nullable(),
  top: z.array(exemplarSchema),
  /** Some of each quarter of its activations, the strongest first. */
  samples: z.array(z.array(exemplarSchema)),
  /** Tokens that the direction speaks for and against through the unembedding alone. */
  promoted: weightedSchema,
  suppressed: weightedSchema,
  neighbours: z.array(
    featurePlaceSchema.extend({
      cosine: z.number(),
      /** What says best where it fires, as far as that was written down. */
      label: labelSchema.optional(),
    }),
  ),
  /** All its activations, counted; absent from earlier records. */
  histogram: z.object({ max: z.number(), counts: z.array(countSchema) }).optional(),
  /** Length of the direction as it is added and as explainers are given it; absent from earlier records. */
  length: z.number().optional(),
});
export type FeatureDetail = z.infer<typeof featureDetailSchema>;

/** A live feature as `lab sae` leaves it. */
export const featureRecordSchema = featurePlaceSchema.extend({
  /** Cluster of twins, over all layers, that it belongs to: never split between training and test. */
  cluster: z.string(),
  /** How far the stream is moved along the direction where it is added: the mean length of vectors at the site. */
  length: z.number(),
  measured: featureMeasuredSchema,
  detail: featureDetailSchema,
});
export type FeatureRecord = z.infer<typeof featureRecordSchema>;
