import { z } from 'zod';
import { featureMeasuredSchema, featurePlaceSchema } from '@/lib/measure/features/record-schema';
import { FEATURE_ASKS } from './body';

/** A latent of the sparse autoencoder at a site of the target: a direction of its decoder. */
export const featureBodySchema = featurePlaceSchema.extend({
  asks: z.enum(FEATURE_ASKS),
  /** Cluster of twins that it belongs to. */
  cluster: z.string(),
  /** Share of tokens on which it is active; absent from earlier records. */
  density: z.number().optional(),
});
export type FeatureBody = z.infer<typeof featureBodySchema>;

/** The measured answer. A question about what a feature makes the model say has no label. */
export const featureTruthSchema = featureMeasuredSchema;
export type FeatureTruth = z.infer<typeof featureTruthSchema>;
