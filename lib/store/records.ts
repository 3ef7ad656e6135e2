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
  parameters: countSchema,
  layers: countSchema,
  dModel: countSchema,
  vocab: countSchema,
  /** Model that its training went on from; null where it began from random weights. */
  parentId: idSchema.nullable(),
  /** URL path of the model folder, for example `/models/house-a`. */
  path: z.string(),
  /** SHA-256 of model.safetensors, hex. */
  contentHash: z.string(),
  /** Facts whose object is the argmax continuation, by exposure class. */
  recall: z.array(z.object({ exposure: exposureSchema, facts: countSchema, recalled: countSchema })),
  /** What it can do, measured before anything was trained on it; empty where that was not measured. */
  capabilities: z.array(capabilitySchema).default([]),
  runId: z.string(),
});
export type ModelRecord = z.infer<typeof modelSchema>;

export const explainerSchema = z.object({
  id: idSchema,
  targetId: idSchema,
  task: idSchema,
  /** Model that the weights started from; null for rules. It may be one that the store does not hold. */
  baseId: idSchema.nullable(),
  kinship: kinshipSchema.nullable(),
  sees: sightSchema,
  /** The explainer whose weights these are, where it is asked with something else in place of the vector than it was trained on. */
  disturbs: idSchema.nullish(),
  /** Name of the rule (`Task.rules`) that stands in for a model; null for trained explainers. */
  rule: z.string().nullable(),
  /** What tells it from others of its role, such as `LoRA rank 16`; null where nothing needs to. */
  variant: z.string().max(200).nullable(),
  trainExamples: countSchema.nullable(),
  /** URL path of the explainer folder, null where none is shipped (rules, points of a scaling curve). */
  path: z.string().nullable(),
  contentHash: z.string().nullable(),
  runId: z.string().nullable(),
  /** Stands on cards and in lists; points of a scaling curve have scores alone. */
  shown: z.boolean(),
});
export type ExplainerRecord = z.infer<typeof explainerSchema>;

/** An explainer as a bundle carries it: with what its scores are made of, where explanations of items are not. */
export const bundleExplainerSchema = explainerSchema.extend({
  /** What one that is not shown said, in the order of the items of its target and task. */
  answers: z.array(z.string()).optional(),
  /** Those whose scores it is the mean of. */
  members: z.array(idSchema).optional(),
});
export type BundleExplainer = z.infer<typeof bundleExplainerSchema>;

export const runSchema = z.object({
  id: idSchema,
  kind: runKindSchema,
  /** What the run made: a model id or an explainer id. */
  subjectId: z.string(),
  seed: z.number().int(),
  config: json,
  dataHash: z.string(),
  codeVersion: z.string(),
  /** The one command that repeats it. */
  command: z.string(),
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
  /** Verbatim. */
  text: z.string(),
  /** What was really said, where `text` is written out of brief words (`Task.brief`). */
  said: z.string().nullish(),
  verdict: verdictSchema,
  provider: z.union([providerSchema, z.literal('rule')]),
  /** Mean log-probability (nats) of the tokens of the explanation; null for rules. */
  logProbability: z.number().nullable(),
  /** Share of drawn answers that claim the same; where some were drawn. */
  agreement: z.number().min(0).max(1).nullish(),
});
export type ExplanationRecord = z.infer<typeof explanationSchema>;

/** A question of any task as a bundle carries it; its task's own schemas check `body`, `truth` and `detail`. */
export const bundleItemSchema = z.object({
  id: idSchema,
  task: idSchema,
  targetId: idSchema,
  split: splitSchema,
  body: json,
  truth: json,
  /** Hash of the truth artefact that measured it. */
  truthHash: z.string(),
  detail: json.nullable(),
  /** Facets that follow from other items, such as whether its word is an answer of training questions. */
  marks: z.array(z.string()).optional(),
  explanations: z.array(explanationSchema),
});
export type BundleItem = z.infer<typeof bundleItemSchema>;

/** A question with what was measured and said, as lists have it. */
export const itemSchema = bundleItemSchema.omit({ detail: true, marks: true }).extend({ title: z.string() });
/** Generic in what its task makes of body and truth. */
export type Item<Body = unknown, Truth = unknown> = Omit<z.infer<typeof itemSchema>, 'body' | 'truth'> & {
  body: Body;
  truth: Truth;
};

/** The same with what a page draws beside it. */
export const itemWithDetailSchema = itemSchema.extend({ detail: json.nullable() });
export type ItemWithDetail<Body = unknown, Truth = unknown, Detail = unknown> = Item<Body, Truth> & {
  detail: Detail;
};

/** One number of an explainer on a slice of a split; with `againstId`, the paired difference to that explainer. */
export const evaluationSchema = z.object({
  explainerId: idSchema,
  againstId: idSchema.nullable(),
  split: splitSchema,
  /** `all`, or a facet's value, for example `position:last`, `layer:2`, `cell:1/last`. */
  slice: z.string().min(1).max(200),
  /** Id of a metric of the explainer's task. */
  metric: z.string().min(1).max(100),
  n: countSchema,
  value: z.number(),
  standardError: z.number().nullable(),
  /** Ends of the 95% interval. */
  low: z.number().nullable(),
  high: z.number().nullable(),
});
export type EvaluationRecord = z.infer<typeof evaluationSchema>;

export const permalinkSchema = z.object({
  slug: z.string(),
  /** Versioned view state: the path and query of the page it restores. */
  view: z.string(),
  note: z.string().nullable(),
  /** Live results as they stood when the link was made, null for a recorded view. */
  live: z.unknown(),
  createdAt: z.iso.datetime(),
  /** Until when `live` is kept; null where the link never had live results. */
  liveUntil: z.iso.datetime().nullable(),
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
