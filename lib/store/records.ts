import { z } from 'zod';
import {
  capabilitySchema,
  countSchema,
  exposureSchema,
  idSchema,
  kinshipSchema,
  providerSchema,
  runKindSchema,
  sightSchema,
  splitSchema,
  verdictSchema,
} from '@/lib/schemas';

/**
 * What the repositories return and bundles carry: plain, JSON-safe data, so that a page, the API and an export show the
 * same. The schemas are what may enter the store and what its JSON columns must hold when they are read back; the types
 * are theirs.
 */

const json = z.record(z.string(), z.unknown());

export const modelSchema = z.object({
  id: idSchema,
  name: z.string(),
  architecture: z.string(),
  parameters: countSchema.describe('How many numbers were trained; a whole number of up to 2^53 - 1'),
  layers: countSchema,
  dModel: countSchema,
  vocab: countSchema,
  parentId: idSchema
    .nullable()
    .describe('Model that its training went on from; null where it began from random weights'),
  path: z.string().describe('URL path of the model folder, for example `/models/house2-b`'),
  contentHash: z.string().describe('SHA-256 of model.safetensors, hex'),
  recall: z
    .array(z.object({ exposure: exposureSchema, facts: countSchema, recalled: countSchema }))
    .describe('Facts whose object is the argmax continuation, by exposure class'),
  capabilities: z
    .array(capabilitySchema)
    .default([])
    .describe(
      'What it can do, measured before anything was trained on it; empty where that was not measured',
    ),
  runId: z.string(),
});
export type ModelRecord = z.infer<typeof modelSchema>;

/** What pages about questions need of a model. What was measured of its knowledge is a hundred times as long. */
export type ModelHead = Pick<ModelRecord, 'id' | 'name' | 'layers' | 'contentHash'>;
export const headOf = ({ id, name, layers, contentHash }: ModelRecord): ModelHead => ({
  id,
  name,
  layers,
  contentHash,
});

export const explainerSchema = z.object({
  id: idSchema,
  targetId: idSchema,
  task: idSchema,
  baseId: idSchema
    .nullable()
    .describe(
      'Model that the weights started from; null for rules. It may be one that the store does not hold.',
    ),
  kinship: kinshipSchema.nullable(),
  sees: sightSchema,
  disturbs: idSchema
    .nullish()
    .describe(
      'The explainer whose weights these are, where it is asked with something else in place of the vector than it was trained on',
    ),
  rule: z
    .string()
    .nullable()
    .describe('Name of the rule that stands in for a model; null for trained explainers'),
  variant: z
    .string()
    .max(200)
    .nullable()
    .describe('What tells it from others of its role, such as `LoRA rank 16`; null where nothing needs to'),
  trainExamples: countSchema.nullable(),
  path: z
    .string()
    .nullable()
    .describe(
      'URL path of the explainer folder, null where none is shipped (rules, points of a scaling curve)',
    ),
  contentHash: z.string().nullable(),
  runId: z.string().nullable(),
  shown: z.boolean().describe('Stands on cards and in lists; points of a scaling curve have scores alone'),
});
export type ExplainerRecord = z.infer<typeof explainerSchema>;

/** An explainer as a bundle carries it: with what its scores are made of, where explanations of items are not. */
export const bundleExplainerSchema = explainerSchema.extend({
  answers: z
    .array(z.string())
    .optional()
    .describe('What one that is not shown said, in the order of the items of its target and task'),
  members: z.array(idSchema).optional().describe('Those whose scores it is the mean of'),
});
export type BundleExplainer = z.infer<typeof bundleExplainerSchema>;

export const runSchema = z.object({
  id: idSchema,
  kind: runKindSchema,
  subjectId: z.string().describe('What the run made: a model id or an explainer id'),
  seed: z.number().int(),
  config: json,
  dataHash: z.string(),
  codeVersion: z.string(),
  command: z.string().describe('The one command that repeats it'),
  metrics: z.record(z.string(), z.number()),
  createdAt: z.iso.datetime({ offset: true }),
});
export type RunRecord = z.infer<typeof runSchema>;

export const runPointSchema = z.object({
  runId: idSchema,
  step: countSchema,
  name: z.string(),
  value: z.number(),
});
export type RunPointRecord = z.infer<typeof runPointSchema>;

export const explanationSchema = z.object({
  explainerId: idSchema,
  text: z.string().describe('Verbatim'),
  said: z.string().nullish().describe('What was really said, where `text` is written out of brief words'),
  verdict: verdictSchema,
  provider: z
    .union([providerSchema, z.literal(['rule', 'http', 'imported'])])
    .describe(
      'Where the answer was made; `http`: by a server that was asked, wherever that runs; `imported`: read from a file',
    ),
  logProbability: z
    .number()
    .nullable()
    .describe('Mean log-probability (nats) of the tokens of the explanation; null for rules'),
  agreement: z
    .number()
    .min(0)
    .max(1)
    .nullish()
    .describe('Share of drawn answers that claim the same; where some were drawn'),
});
export type ExplanationRecord = z.infer<typeof explanationSchema>;

/** What an explainer said at every place of a question that is asked about (`Task.places`), as short as it can be told. */
export const explanationMapSchema = z.object({
  explainerId: idSchema,
  provider: providerSchema,
  said: z
    .array(z.string())
    .describe('What it said, each once: verbatim, in brief words where it speaks in them'),
  at: z
    .array(countSchema)
    .describe(
      'Which of `said` it said at each place; of a patch, each cell that could be patched, from the embedding up and from left to right',
    ),
  logProbability: z
    .array(z.number())
    .describe('Mean log-probability (nats) of the tokens said at each place, to two decimals'),
});
export type ExplanationMap = z.infer<typeof explanationMapSchema>;

/** A question of any task as a bundle carries it; its task's own schemas check `body`, `truth` and `detail`. */
export const bundleItemSchema = z.object({
  id: idSchema,
  task: idSchema,
  targetId: idSchema,
  split: splitSchema,
  body: json.describe('What is asked, in the form of its task'),
  truth: json.describe('What was measured, in the form of its task'),
  truthHash: z.string().describe('Hash of the truth artefact that measured it'),
  detail: json.nullable(),
  marks: z
    .array(z.string())
    .optional()
    .describe(
      'Facets that follow from other items, such as whether its word is an answer of training questions',
    ),
  explanations: z.array(explanationSchema),
  maps: z
    .array(explanationMapSchema)
    .optional()
    .describe('What explainers said at its places, where they were asked about all of them'),
});
export type BundleItem = z.infer<typeof bundleItemSchema>;

/** A question with what was measured and said, as lists have it. */
export const itemSchema = bundleItemSchema.omit({ detail: true, marks: true, maps: true }).extend({
  title: z.string(),
  imported: z
    .object({ run: idSchema, line: countSchema })
    .nullish()
    .describe(
      'The import that read it from a file, and the line that it stood on; null for what was measured here',
    ),
});
/** Generic in what its task makes of body and truth. */
export type Item<Body = unknown, Truth = unknown> = Omit<z.infer<typeof itemSchema>, 'body' | 'truth'> & {
  body: Body;
  truth: Truth;
};

/** What was asked and measured, without what was said of it. */
export type Answered<Body = unknown, Truth = unknown> = Pick<Item<Body, Truth>, 'body' | 'truth'>;

/** A question of a list with what a page draws beside it. */
export const itemWithDetailSchema = itemSchema.extend({
  detail: json.nullable().describe('What its page draws beside it, in the form of its task'),
  maps: z
    .array(explanationMapSchema)
    .describe('What explainers that pages show said at its places; empty where they were not asked'),
});
export type ItemWithDetail<Body = unknown, Truth = unknown, Detail = unknown> = Item<Body, Truth> & {
  detail: Detail;
  maps: ExplanationMap[];
};

/** One number of an explainer on a slice of a split; with `againstId`, the paired difference to that explainer. */
export const evaluationSchema = z.object({
  explainerId: idSchema,
  againstId: idSchema.nullable(),
  split: splitSchema,
  slice: z
    .string()
    .min(1)
    .max(200)
    .describe("`all`, or a facet's value, for example `position:last`, `layer:2`, `cell:1/last`"),
  metric: z.string().min(1).max(100).describe("Id of a metric of the explainer's task"),
  n: countSchema,
  value: z.number(),
  standardError: z.number().nullable(),
  low: z.number().nullable().describe('Lower end of the 95% interval'),
  high: z.number().nullable().describe('Upper end of the 95% interval'),
});
export type EvaluationRecord = z.infer<typeof evaluationSchema>;

export const permalinkSchema = z.object({
  slug: z.string(),
  view: z.string().describe('Versioned view state: the path and query of the page it restores'),
  note: z.string().nullable(),
  live: z.unknown().describe('Live results as they stood when the link was made, null for a recorded view'),
  createdAt: z.iso.datetime(),
  liveUntil: z.iso
    .datetime()
    .nullable()
    .describe('Until when `live` is kept; null where the link never had live results'),
});
export type PermalinkRecord = z.infer<typeof permalinkSchema>;

/** Everything a bundle carries; import writes it in one transaction. */
export interface BundleContent {
  models: ModelRecord[];
  explainers: BundleExplainer[];
  runs: RunRecord[];
  runPoints: RunPointRecord[];
  items: BundleItem[];
  evaluations: EvaluationRecord[];
}
