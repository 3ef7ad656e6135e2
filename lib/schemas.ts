import { z } from 'zod';
import {
  CAPABILITY_GROUPS,
  EXPOSURES,
  KINSHIPS,
  type Outcome,
  PROVIDERS,
  QUERY_INDEX,
  RUN_KINDS,
  SIGHTS,
  SPLITS,
  VERDICTS,
} from './words';

/** Schemas of what every boundary shares: bundle, store, API, permalinks, sidecars. */

export const idSchema = z.string().min(1).max(200);
export const countSchema = z.number().int().nonnegative();

export const splitSchema = z.enum(SPLITS);
export const verdictSchema = z.enum(VERDICTS);
export const providerSchema = z.enum(PROVIDERS);
export const kinshipSchema = z.enum(KINSHIPS);
export const sightSchema = z.enum(SIGHTS);
export const exposureSchema = z.enum(EXPOSURES);
export const runKindSchema = z.enum(RUN_KINDS);

/** One token as it is shown. */
export const tokenSchema = z.string().max(200);

export const tokenProbabilitiesSchema = z
  .array(z.object({ token: tokenSchema, probability: z.number().min(0).max(1) }))
  .max(20);

export const outcomeSchema = z.object({
  output: tokenSchema,
  top: tokenProbabilitiesSchema,
}) satisfies z.ZodType<Outcome>;

const tallySchema = z.object({ right: countSchema, n: countSchema });

/** One line of a capability report: how often a target does one thing right. */
export const capabilitySchema = z.object({
  id: idSchema,
  group: z.enum(CAPABILITY_GROUPS),
  /** What is asked, and what of it is counted. */
  label: z.string().max(200),
  /** Of which facts; absent where it is about none. */
  exposure: exposureSchema.optional(),
  /** Share (0 to 1) by guessing among what is offered. */
  chance: z.number().min(0).max(1).optional(),
  /** What a target worth training on has at least, and at most. */
  floor: z.number().min(0).max(1).optional(),
  ceiling: z.number().min(0).max(1).optional(),
  right: countSchema,
  n: countSchema,
  /** The same by relation, or by what the right answer is. */
  parts: z.record(z.string(), tallySchema),
});
export type Capability = z.infer<typeof capabilitySchema>;

/** A position in a query: `layer=2`. */
export const queryIndexSchema = z
  .string()
  .regex(QUERY_INDEX, 'must be a whole number from 0 to 9999')
  .transform(Number);

/** The first thing that a schema found wrong, with its place: `limit: too big, at most 200` instead of a tree. */
export function issueLine(error: z.ZodError, within = ''): string {
  const issue = error.issues[0];
  if (!issue) return 'The input is not valid.';
  const place = [within, ...issue.path].filter((part) => part !== '').join('.');
  return place ? `${place}: ${issue.message}` : issue.message;
}
