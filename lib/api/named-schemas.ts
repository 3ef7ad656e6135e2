import { z } from 'zod';
import { snapshotSchema } from '@/lib/permalink/snapshot-schema';
import { followedRunSchema } from '@/lib/runs/record';
import { capabilitySchema, outcomeSchema } from '@/lib/schemas';
import { calibrationSchema, facetCountsSchema, saidSchema } from '@/lib/store/answers';
import {
  evaluationSchema,
  explainerSchema,
  explanationMapSchema,
  explanationSchema,
  itemSchema,
  modelSchema,
  permalinkSchema,
  runPointSchema,
  runSchema,
} from '@/lib/store/records';
import { formsOf } from '@/lib/task/forms';
import { allTasks } from '@/lib/task/tasks';
import { problemSchema } from './endpoint';
import { partName } from './json-schema';
import { type OutlineLine, outlineOf } from './outline';

/** What several answers hold, by the names under which the page about the API tells each once. */
const RECORDS: Readonly<Record<string, z.ZodType>> = {
  Model: modelSchema,
  Capability: capabilitySchema,
  Run: runSchema,
  RunPoint: runPointSchema,
  Running: followedRunSchema,
  Question: itemSchema,
  Explanation: explanationSchema,
  ExplanationOfQuestion: saidSchema,
  ExplanationMap: explanationMapSchema,
  Explainer: explainerSchema,
  Facet: facetCountsSchema,
  Evaluation: evaluationSchema,
  Calibration: calibrationSchema,
  Permalink: permalinkSchema,
  Live: snapshotSchema,
  Outcome: outcomeSchema,
  Problem: problemSchema,
};

const names = new Map(Object.entries(RECORDS).map(([name, schema]) => [schema, name]));

/** An outline in which records stand by their names, but for the one that is told. */
export function outlineWithNames(schema: z.ZodType, io: 'input' | 'output', told = false): OutlineLine[] {
  const name = names.get(schema);
  if (name !== undefined && !told) return [{ depth: 0, text: name, note: '' }];
  const metadata = {
    get(inner: z.ZodType) {
      const id = inner === schema ? undefined : names.get(inner);
      return { ...z.globalRegistry.get(inner), ...(id !== undefined && { id }) };
    },
    has: () => true,
  };
  // Descriptions as they are, and names beside them.
  const json = z.toJSONSchema(schema, { io, unrepresentable: 'any', metadata: metadata as never });
  return outlineOf(json);
}

/** Each record by its name, told once. */
export const recordOutlines = (): [name: string, outline: OutlineLine[]][] =>
  Object.entries(RECORDS).map(([name, schema]) => [name, outlineWithNames(schema, 'output', true)]);

/** What each task makes of the parts of a question. */
export const taskOutlines = (): [name: string, outline: OutlineLine[]][] =>
  allTasks().flatMap((task) =>
    (['body', 'truth', 'detail'] as const).map((part): [string, OutlineLine[]] => [
      partName(task, part),
      outlineWithNames(formsOf(task)[part], 'output', true),
    ]),
  );
