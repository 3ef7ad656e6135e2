import { z } from 'zod';
import { countSchema, idSchema, runKindSchema } from '@/lib/schemas';

/** How a run that was begun stands: one that says nothing for a while and did not end was cut off. */
export const RUN_STATES = ['running', 'finished', 'stopped', 'silent'] as const;
export type RunState = (typeof RUN_STATES)[number];

/** Files of the folder of a run: what it is, and a line for each step and evaluation. */
export const RUN_FILES = { begun: 'run.json', metrics: 'metrics.jsonl' } as const;

/** What a run writes about itself when it begins, and again when it ends. */
export const begunRunSchema = z.object({
  /** What it is to make: a model id or an explainer id. */
  subjectId: idSchema,
  kind: runKindSchema,
  seed: z.number().int(),
  steps: countSchema,
  command: z.string().describe('The one command that repeats it'),
  startedAt: z.iso.datetime({ offset: true }),
  ended: z.enum(['finished', 'stopped']).nullable(),
  /** What the held-out curve shows. */
  heldOut: z.enum(['loss', 'wrong']),
});
export type BegunRun = z.infer<typeof begunRunSchema>;

/** A run that was begun on this machine, and how far it is. */
export const followedRunSchema = begunRunSchema.omit({ ended: true }).extend({
  state: z.enum(RUN_STATES),
  step: countSchema,
  /** Mean over the last steps; null before the first. */
  millisecondsPerStep: z.number().nullable(),
  updatedAt: z.iso.datetime({ offset: true }),
});
export type FollowedRun = z.infer<typeof followedRunSchema>;

/** A point of a curve as it is told to those who follow. */
export const followedPointSchema = z.object({ name: z.string(), step: countSchema, value: z.number() });
export type FollowedPoint = z.infer<typeof followedPointSchema>;

/** What is told to those who follow a run: points of its curves, and how far it is. */
export const toldSchema = z.object({
  points: z.array(followedPointSchema),
  step: countSchema,
  millisecondsPerStep: z.number().nullable(),
  state: z.enum(RUN_STATES),
});
export type Told = z.infer<typeof toldSchema>;
