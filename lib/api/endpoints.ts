import { z } from 'zod';
import { snapshotSchema } from '@/lib/permalink/snapshot';
import { idSchema, splitSchema } from '@/lib/schemas';
import {
  evaluationSchema,
  explainerSchema,
  itemSchema,
  itemWithDetailSchema,
  modelSchema,
  permalinkSchema,
  runPointSchema,
  runSchema,
} from '@/lib/store/records';
import { allTasks } from '@/lib/task/tasks';
import { listQuerySchema } from './query';

/**
 * The API as data: what each address takes and gives. Routes parse their input with these schemas, the OpenAPI document is
 * generated from them, and a test holds real answers to them.
 */
export interface Endpoint {
  method: 'get' | 'post';
  /** Below `/api/v1`, with parameters in braces. */
  path: string;
  id: string;
  summary: string;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  answer: z.ZodType;
  status: 200 | 201;
  /** Errors that it may answer with, beside 400, 500 and 503. */
  errors?: readonly number[];
}

/** Every error is one clear line. */
export const errorSchema = z.object({ error: z.string() });

export const targetQuerySchema = z.object({
  target: z
    .string('name a target, as in ?target=house-a')
    .min(1, 'name a target, as in ?target=house-a')
    .max(200),
});

export const evaluationsQuerySchema = targetQuerySchema.extend({
  split: splitSchema.default('test'),
  slice: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('`all`, or the value of a facet, as in `cell:2/last`'),
  metric: z
    .string()
    .refine((name) => allTasks().some(({ metrics }) => metrics.some(({ id }) => id === name)), {
      message: 'is not a metric of any task',
    })
    .optional()
    .describe('id of a metric of the task'),
});

/** Longest view and note of a link, in characters. */
export const MAX_VIEW = 4000;
export const MAX_NOTE = 2000;

export const linkBodySchema = z.strictObject({
  view: z.string().max(MAX_VIEW).describe('path and query of the page, with the version of the view in `v`'),
  note: z.string().trim().max(MAX_NOTE).nullable().default(null),
  live: snapshotSchema.nullable().default(null).describe('live results as they stand'),
});

export const pageSchema = z.object({
  items: z.array(itemSchema),
  nextCursor: z.string().nullable().describe('hand it back as `cursor` for the next page; null on the last'),
  total: z.number().int().describe('questions that pass the filters'),
  totalIsExact: z.boolean().describe('false where there are more than were counted'),
  totalUnfiltered: z.number().int().describe('questions of the task and target'),
});

export const ENDPOINTS = {
  models: {
    method: 'get',
    path: '/models',
    id: 'listModels',
    summary: 'The models whose computations are explained',
    answer: z.object({ models: z.array(modelSchema) }),
    status: 200,
  },
  explainers: {
    method: 'get',
    path: '/explainers',
    id: 'listExplainers',
    summary: 'Everyone who explains a target, rules and points of scaling curves among them',
    query: targetQuerySchema,
    answer: z.object({ explainers: z.array(explainerSchema) }),
    status: 200,
  },
  questions: {
    method: 'get',
    path: '/questions',
    id: 'listQuestions',
    summary: 'Questions of a task about a target with what was measured and said, a page at a time',
    query: listQuerySchema,
    answer: pageSchema,
    status: 200,
  },
  question: {
    method: 'get',
    path: '/questions/{id}',
    id: 'getQuestion',
    summary: 'One question with everything that its page draws',
    params: z.object({ id: idSchema }),
    answer: itemWithDetailSchema,
    status: 200,
    errors: [404],
  },
  evaluations: {
    method: 'get',
    path: '/evaluations',
    id: 'listEvaluations',
    summary: 'Scores of every explainer of a target, with intervals and paired differences',
    query: evaluationsQuerySchema,
    answer: z.object({ evaluations: z.array(evaluationSchema) }),
    status: 200,
  },
  runs: {
    method: 'get',
    path: '/runs',
    id: 'listRuns',
    summary: 'Every training run, the oldest first, without its curves',
    answer: z.object({ runs: z.array(runSchema) }),
    status: 200,
  },
  run: {
    method: 'get',
    path: '/runs/{id}',
    id: 'getRun',
    summary: 'One training run with its curves, by name and then step',
    params: z.object({ id: idSchema }),
    answer: runSchema.extend({ points: z.array(runPointSchema) }),
    status: 200,
    errors: [404],
  },
  createPermalink: {
    method: 'post',
    path: '/permalinks',
    id: 'createPermalink',
    summary: 'Stores a view under a short link',
    body: linkBodySchema,
    answer: permalinkSchema,
    status: 201,
    errors: [408, 413, 415, 429, 507],
  },
  permalink: {
    method: 'get',
    path: '/permalinks/{slug}',
    id: 'getPermalink',
    summary: 'What a link restores',
    params: z.object({ slug: z.string().max(100) }),
    answer: permalinkSchema,
    status: 200,
    errors: [404],
  },
} as const satisfies Record<string, Endpoint>;
