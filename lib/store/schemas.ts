import { z } from 'zod';
import { EXPLAINER_ROLES } from '@/lib/explainer/types';
import type {
  EvaluationRecord,
  ExplainerRecord,
  ExplanationRecord,
  ModelRecord,
  PatchItem,
  PatchItemWithSweep,
  RunPointRecord,
  RunRecord,
} from '@/lib/store/records';
import type { Outcome, PatchTruth, Sweep } from '@/lib/question/types';

/**
 * What may enter the store, and what its JSON columns must hold when they are read back. `satisfies` holds each
 * schema to the type that the rest of the project uses.
 */

const id = z.string().min(1).max(200);
const finite = z.number();
const count = z.number().int().nonnegative();

export const splitSchema = z.enum(['train', 'validation', 'test']);
export const positionTypeSchema = z.enum(['subject-final', 'relation', 'last', 'other']);
export const pairTypeSchema = z.enum(['same-relation', 'same-object', 'other-relation']);
export const verdictSchema = z.enum(['right', 'partly', 'wrong', 'unknown']);
export const roleSchema = z.enum(EXPLAINER_ROLES);
export const providerSchema = z.enum(['cpu', 'wasm', 'webgpu', 'rule']);
export const metricSchema = z.enum([
  'exactMatch',
  'contentMatch',
  'contentMatchChanged',
  'hasChangedF1',
  'valid',
]);

export const outcomeSchema = z.object({
  output: z.string(),
  top: z.array(z.object({ token: z.string(), probability: z.number().min(0).max(1) })),
}) satisfies z.ZodType<Outcome>;

export const patchTruthSchema = z.object({
  original: outcomeSchema,
  patched: outcomeSchema,
  changed: z.boolean(),
  effect: finite,
}) satisfies z.ZodType<PatchTruth>;

export const sweepSchema = z.object({
  tokens: z.array(z.string()),
  sourceTokens: z.array(z.string()),
  alignment: z.array(count.nullable()),
  layers: z.array(count),
  original: outcomeSchema,
  sourceOutcome: outcomeSchema,
  cells: z.array(
    z.array(
      z
        .object({ output: z.string(), changed: z.boolean(), effect: finite, top: outcomeSchema.shape.top })
        .nullable(),
    ),
  ),
}) satisfies z.ZodType<Sweep>;

export const recallSchema = z.array(
  z.object({ exposure: z.enum(['frequent', 'rare']), facts: count, recalled: count }),
);

export const modelSchema = z.object({
  id,
  name: z.string(),
  architecture: z.string(),
  parameters: count,
  layers: count,
  dModel: count,
  vocab: count,
  path: z.string(),
  contentHash: z.string(),
  recall: recallSchema,
  runId: z.string(),
}) satisfies z.ZodType<ModelRecord>;

export const explainerSchema = z.object({
  id,
  targetId: id,
  role: roleSchema,
  baseId: z.string().nullable(),
  trainExamples: count.nullable(),
  path: z.string().nullable(),
  contentHash: z.string().nullable(),
  runId: z.string().nullable(),
  headline: z.boolean(),
}) satisfies z.ZodType<ExplainerRecord>;

export const runConfigSchema = z.record(z.string(), z.unknown());
export const runMetricsSchema = z.record(z.string(), z.number());

export const runSchema = z.object({
  id,
  kind: z.enum(['pretrain', 'train']),
  subjectId: z.string(),
  seed: z.number().int(),
  config: runConfigSchema,
  dataHash: z.string(),
  codeVersion: z.string(),
  command: z.string(),
  metrics: runMetricsSchema,
  createdAt: z.iso.datetime({ offset: true }),
}) satisfies z.ZodType<RunRecord>;

export const runPointSchema = z.object({
  runId: id,
  step: count,
  name: z.string(),
  value: finite,
}) satisfies z.ZodType<RunPointRecord>;

export const explanationSchema = z.object({
  explainerId: id,
  role: roleSchema,
  baseId: z.string().nullable(),
  text: z.string(),
  verdict: verdictSchema,
  provider: providerSchema,
  logProbability: z.number().nullable(),
}) satisfies z.ZodType<ExplanationRecord>;

export const patchItemSchema = z.object({
  id,
  targetId: id,
  split: splitSchema,
  relation: z.string(),
  pairType: pairTypeSchema,
  positionType: positionTypeSchema,
  layers: z.array(count).min(1),
  position: count,
  sourcePosition: count,
  text: z.string(),
  source: z.string(),
  subject: z.string(),
  sourceSubject: z.string(),
  tokens: z.array(z.string()),
  sourceTokens: z.array(z.string()),
  truth: patchTruthSchema,
  truthHash: z.string(),
  explanations: z.array(explanationSchema),
}) satisfies z.ZodType<PatchItem>;

export const patchItemWithSweepSchema = patchItemSchema.extend({
  sweep: sweepSchema,
}) satisfies z.ZodType<PatchItemWithSweep>;

export const evaluationSchema = z.object({
  explainerId: id,
  againstId: id.nullable(),
  split: splitSchema,
  slice: z.string().min(1),
  metric: metricSchema,
  n: count,
  value: finite,
  standardError: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
}) satisfies z.ZodType<EvaluationRecord>;
