import { z } from 'zod';
import { FEATURE_SITES } from './record';
import { countSchema } from '@/lib/schemas';

/** What the autoencoders of a target came to, and the features that were found with them. */
export const saeSummarySchema = z.object({
  format: z.literal(1),
  /** SHA-256 of the target's weights. */
  contentHash: z.string(),
  seed: z.number().int(),
  latents: countSchema,
  /** Latents active at once. */
  k: countSchema,
  sites: z.array(
    z.object({
      site: z.enum(FEATURE_SITES),
      layer: countSchema,
      /** Share of variance unexplained on held-out rows, and of the loss that zeros in its place would cost, what it keeps. */
      fvu: z.number(),
      lossRecovered: z.number(),
      /** Features active often enough to be described, and of them those with a label that goes with them. */
      live: countSchema,
      labelled: countSchema,
    }),
  ),
  /** Clusters of features that point the same way, over all sites. */
  clusters: countSchema,
  /** Different labels, over all sites. */
  labels: countSchema,
});
export type SaeSummary = z.infer<typeof saeSummarySchema>;

/** Name of the file in a model folder. */
export const SAE_SUMMARY_FILE = 'autoencoders.json';
