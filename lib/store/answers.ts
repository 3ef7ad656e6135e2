import { z } from 'zod';
import { countSchema, idSchema, splitSchema } from '@/lib/schemas';
import { explanationMapSchema, explanationSchema, itemSchema } from '@/lib/store/records';

/** What repositories answer beside the records that bundles carry: parts of them, and what is counted of them. */

/** Names of what a list has of a question. */
export const ITEM_FIELDS = itemSchema.keyof().options;
/** A question as an export has it: with what it is found by, and what its page draws, where they are asked for. */
export const exportedItemSchema = itemSchema.extend({
  facets: z
    .array(z.string())
    .optional()
    .describe('Everything that it is found by, as in `layer:2`; only where `fields` names it'),
  detail: z
    .record(z.string(), z.unknown())
    .nullish()
    .describe('What its page draws, the larger part of it; only where `fields` names it'),
  maps: z
    .array(explanationMapSchema)
    .optional()
    .describe('What explainers said at its places; only where `fields` names it'),
});
export const EXPORTED_FIELDS = exportedItemSchema.keyof().options;
export type ExportedField = (typeof EXPORTED_FIELDS)[number];

/** What an explainer said of a question, apart from it. */
export const saidSchema = z.object({
  questionId: idSchema,
  title: z.string().describe('Title of the question'),
  split: splitSchema,
  ...explanationSchema.shape,
});
export type SaidRecord = z.infer<typeof saidSchema>;

/** What one facet of a list can be set to. */
export const facetCountsSchema = z.object({
  name: z.string().describe('Name of the facet, as in `layer:2`'),
  label: z.string(),
  values: z
    .array(z.object({ value: z.string(), label: z.string(), count: countSchema }))
    .describe('In the order in which people count and spell; each with the number of questions that have it'),
});
export type FacetCounts = z.infer<typeof facetCountsSchema>;

/** What tells how sure an explainer is: the probability of its answer, or how far drawn answers agree with it. */
export const SURE_BY = ['probability', 'agreement'] as const;

/** How sure an explainer is, and how often it is right then. */
export const calibrationSchema = z.object({
  explainerId: idSchema,
  by: z
    .enum(SURE_BY)
    .describe('Whether the probability of an answer or the agreement of drawn ones is meant'),
  bin: countSchema.describe('Tenth of the confidence, 0 to 9'),
  n: countSchema,
  confidence: z.number().describe('Mean confidence, 0 to 1'),
  right: z.number().describe('Share of right answers, 0 to 1'),
});
export type CalibrationRow = z.infer<typeof calibrationSchema>;
