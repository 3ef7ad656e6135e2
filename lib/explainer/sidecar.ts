import { z } from 'zod';
import { countSchema, idSchema, issueLine, kinshipSchema, sightSchema } from '@/lib/schemas';

/** Wording, marks of the continuous token and what stands in its place: all that decides how a question is put. */
export const promptStyleSchema = z.object({
  /** Prompt wordings; `{name}` is filled in by the task. The first is used when asking. */
  wordings: z.array(z.string()).min(1),
  /** Text of the tokens before, at and after the vector. The embedding of the middle one is replaced. */
  injection: z.object({ begin: z.string(), vector: z.string(), end: z.string() }),
  /** What the explainer is shown in place of the vector. */
  sees: sightSchema,
  /** Whether it says the explanation itself, or brief words that stand for it (`Task.brief`). */
  says: z.enum(['sentences', 'brief']).optional(),
});
export type PromptStyle = z.infer<typeof promptStyleSchema>;

/** Contents of `explainer.json`, the sidecar that makes a model folder an explainer. Nothing of it is hard-coded. */
export const sidecarSchema = promptStyleSchema.extend({
  format: z.literal(2),
  id: idSchema,
  task: idSchema,
  target: idSchema,
  /** The model that the weights started from; of an adapter, the one that it is added to. */
  base: idSchema,
  /** SHA-256 (hex) of the weights of `base` that an adapter learned with, or that weights leave parts to. */
  baseHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in small hex letters')
    .optional(),
  kinship: kinshipSchema,
  /** Maps of vectors of another width into its embedding space, one a layer; in {@link PROJECTION_FILE} of its folder. */
  projection: z.object({ width: countSchema, layers: z.array(countSchema).min(1).readonly() }).optional(),
  /** The strata that training questions came from (`Task.stratum`), sorted. */
  cells: z.array(z.string()),
  trainExamples: countSchema,
  trainingDataHash: z.string(),
  runId: z.string(),
});
/** Where the folder of an explainer holds its projections (`projectionNames` of lib/model/projection.ts). */
export const PROJECTION_FILE = 'projection.safetensors';
/** The sidecar itself. */
export const SIDECAR_FILE = 'explainer.json';

export type ExplainerSidecar = z.infer<typeof sidecarSchema>;

/**
 * The sidecar in a text.
 * @throws Error with one line that names the field that is wrong
 */
export function parseSidecar(text: string): ExplainerSidecar {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    throw new Error('explainer.json is not JSON');
  }
  const parsed = sidecarSchema.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw new Error(`explainer.json cannot be read: ${issueLine(parsed.error)}`);
}
