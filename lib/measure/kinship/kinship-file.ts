import { z } from 'zod';
import { countSchema, exposureSchema, idSchema } from '@/lib/schemas';

/** How a target and one other model, that explainers of it begin from, are alike. */
export const kinshipSchema = z.object({
  baseId: idSchema,
  /** SHA-256 of the base's weights. */
  baseHash: z.string(),
  /** Facts of which both say the same word, by exposure to the target. */
  agreement: z.array(z.object({ exposure: exposureSchema, facts: countSchema, same: countSchema })),
  /** Linear CKA of the residual streams, by layer of the target; `baseLayer` is the one at the same depth of the base. */
  likeness: z.array(
    z.object({ layer: countSchema, baseLayer: countSchema, cka: z.number().min(0).max(1.0001) }),
  ),
});
export type KinshipMeasured = z.infer<typeof kinshipSchema>;

/** What a model folder holds of it. */
export const kinshipFileSchema = z.object({
  format: z.literal(1),
  /** SHA-256 of the target's weights. */
  contentHash: z.string(),
  seed: z.number().int(),
  /** What CKA is taken over. */
  texts: countSchema,
  tokens: countSchema,
  bases: z.array(kinshipSchema),
});
export type KinshipFile = z.infer<typeof kinshipFileSchema>;

/** Name of the file in a model folder. */
export const KINSHIP_FILE = 'kinship.json';
