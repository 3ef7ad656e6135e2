import { z } from 'zod';
import { countSchema, idSchema } from '@/lib/schemas';
import {
  type BundleItem,
  evaluationSchema,
  type ExplainerRecord,
  explanationSchema,
  modelSchema,
  runPointSchema,
  runSchema,
} from '@/lib/store/records';
import { patchBodySchema, patchTruthSchema, sweepSchema } from './schemas';

/** Bundle format 1, which knew patching alone: explainers by their role, and items as rows of patches. */

const ROLES = ['self', 'other', 'no-vector', 'text-oracle', 'majority'] as const;

/** What the roles of format 1 said of an explainer. */
const TRAITS: Record<(typeof ROLES)[number], Pick<ExplainerRecord, 'kinship' | 'sees' | 'rule'>> = {
  self: { kinship: 'self', sees: 'vector', rule: null },
  // The only other models that were explained by were trained alike, from another seed.
  other: { kinship: 'other-seed', sees: 'vector', rule: null },
  'no-vector': { kinship: 'self', sees: 'no-vector', rule: null },
  'text-oracle': { kinship: null, sees: 'original-output', rule: 'text-oracle' },
  majority: { kinship: null, sees: 'training-answers', rule: 'majority' },
};

const explainerSchema = z.object({
  id: idSchema,
  targetId: idSchema,
  role: z.enum(ROLES),
  baseId: z.string().nullable(),
  trainExamples: countSchema.nullable(),
  path: z.string().nullable(),
  contentHash: z.string().nullable(),
  runId: z.string().nullable(),
  headline: z.boolean(),
});

export function convertExplainer(old: z.infer<typeof explainerSchema>): ExplainerRecord {
  const { id, targetId, role, baseId, trainExamples, path, contentHash, runId, headline } = old;
  return {
    ...{ id, targetId, task: 'patch', baseId, ...TRAITS[role], variant: null },
    ...{ trainExamples, path, contentHash, runId, shown: headline },
  };
}

const itemSchema = patchBodySchema.extend({
  id: idSchema,
  targetId: idSchema,
  split: z.enum(['train', 'validation', 'test']),
  truth: patchTruthSchema,
  truthHash: z.string(),
  // Their role and base stand with the explainer.
  explanations: z.array(explanationSchema),
  sweep: sweepSchema,
});

export function convertItem(old: z.infer<typeof itemSchema>): BundleItem {
  const { id, targetId, split, truth, truthHash, explanations, sweep, ...body } = old;
  return { id, task: 'patch', targetId, split, body, truth, truthHash, detail: sweep, explanations };
}

/** A table with its file, the shape of its rows and what becomes of one (`OldFormat` of lib/store/convert.ts). */
function table<Old, New>(file: string, row: z.ZodType<Old>, convert: (row: Old) => New) {
  return { file, row, convert };
}

export const format1 = {
  format: 1,
  tables: {
    models: table('models.jsonl.br', modelSchema.omit({ parentId: true }), (model) => ({
      ...model,
      parentId: null,
    })),
    runs: table('runs.jsonl.br', runSchema, (run) => run),
    runPoints: table('run-points.jsonl.br', runPointSchema, (point) => point),
    explainers: table('explainers.jsonl.br', explainerSchema, convertExplainer),
    items: table('patch-items.jsonl.br', itemSchema, convertItem),
    evaluations: table('evaluations.jsonl.br', evaluationSchema, (evaluation) => evaluation),
  },
};
