import { z } from 'zod';
import { snapshotSchema } from '@/lib/permalink/snapshot-schema';
import { idSchema } from '@/lib/schemas';
import { LINES_TYPE } from './lines';
import type { ProblemStatus } from './problem';

/** One address of the API and method: what it takes and gives. */
export interface Endpoint {
  method: 'get' | 'post';
  /** Below `/api/v1`, with parameters in braces. */
  path: string;
  id: string;
  /** Heading that it stands under. */
  group: Group;
  summary: string;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  answer: z.ZodType;
  /** Any number of what `answer` says, in place of one document: lines of JSON, or the data of server-sent events. */
  many?: 'lines' | 'events';
  /** Other types that the answer may have. */
  other?: readonly string[];
  /** `fields` leaves out what it does not name: of each line, or of each of `items`. */
  selects?: true;
  status: 200 | 201;
  /** Errors that it may answer with, beside 400, 500 and 503. */
  errors?: readonly ProblemStatus[];
}

/** The type of an answer. */
export const typeOf = ({ many }: Pick<Endpoint, 'many'>): string =>
  many === 'lines' ? LINES_TYPE : many === 'events' ? 'text/event-stream' : 'application/json';

export const GROUPS = ['Models and runs', 'Questions', 'Explainers', 'Scores', 'Exports', 'Links'] as const;
export type Group = (typeof GROUPS)[number];

/** Every error is one clear line, with what kind it is (RFC 9457). */
export const problemSchema = z.object({
  type: z.string().describe('Where the kind of problem is told'),
  title: z.string().describe('What kind of problem it is'),
  status: z.number().int(),
  detail: z.string().describe('One line that names the thing and the way out'),
  instance: z.string().optional().describe('This occurrence, as the log of the server names it'),
});

/** Longest view and note of a link, in characters. */
export const MAX_VIEW = 4000;
export const MAX_NOTE = 2000;

export const linkBodySchema = z.strictObject({
  view: z.string().max(MAX_VIEW).describe('Path and query of the page, with the version of the view in `v`'),
  note: z.string().trim().max(MAX_NOTE).nullable().default(null).describe('Shown above the view'),
  live: snapshotSchema.nullable().default(null).describe('Live results as they stand'),
});

export const askBodySchema = z.strictObject({
  question: z
    .union([idSchema, z.record(z.string(), z.json())])
    .describe('The id of a question, or another in the form of `body` of one of the same task'),
});

export const servedAnswerSchema = z.object({
  explainerId: z.string(),
  text: z.string().describe('What it says, as it was answered'),
  provider: z.literal('http'),
  askedAt: z.iso.datetime().describe('When it was asked; the same question is not sent twice'),
});

/** A page of a list with what comes after it. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    nextCursor: z
      .string()
      .nullable()
      .describe('Hand it back as `cursor` for the next page; null on the last'),
    total: z.number().int().describe('Questions that pass the filters'),
    totalIsExact: z.boolean().describe('False where there are more than were counted'),
    totalUnfiltered: z.number().int().describe('Questions of the task and target'),
  });
