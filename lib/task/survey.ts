import { z } from 'zod';
import { countSchema } from '@/lib/schemas';

const cellSchema = z.object({
  n: countSchema,
  /** Of `n`, one for each of the survey's figures. */
  counts: z.array(countSchema),
  /** Whether its questions have answers that are not all alike, nor read off one of the texts. */
  worthAsking: z.boolean(),
});

/** What many questions of a task show of a target together: what is worth asking about it. */
export const surveySchema = z.object({
  /** Heads of the columns, and what the figures in a cell are. */
  columns: z.array(z.string()),
  figures: z.array(z.string()),
  rows: z.array(z.object({ name: z.string(), cells: z.array(cellSchema.nullable()) })),
});
export type Survey = z.infer<typeof surveySchema>;
export type SurveyCell = z.infer<typeof cellSchema>;

/** A survey as a model folder holds it. */
export const surveyFileSchema = z.object({
  format: z.literal(1),
  /** SHA-256 of the weights that were surveyed. */
  contentHash: z.string(),
  seed: z.number().int(),
  /** Draws of each kind. */
  draws: countSchema,
  survey: surveySchema,
});
export type SurveyFile = z.infer<typeof surveyFileSchema>;

/** Name of the file of a task in a model folder. */
export const surveyFile = (task: string): string => `survey.${task}.json`;
