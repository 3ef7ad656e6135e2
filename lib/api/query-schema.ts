import { z } from 'zod';
import { plainText } from '@/lib/text-schema';
import {
  FACET_FORM,
  LONGEST_FILTER,
  LONGEST_SEARCH,
  MOST_FILTERS,
  SHORTEST_SEARCH,
  SORT_FORM,
  VERDICT_FORM,
} from './query';

/** The filters of `query.ts` as the API takes them: what cannot be read is refused by its name. */

export const facetSchema = plainText
  .min(1)
  .max(LONGEST_FILTER)
  .regex(FACET_FORM, 'must be a facet and its value, as in layer:2');

export const verdictFilterSchema = plainText
  .min(1)
  .max(LONGEST_FILTER)
  .regex(VERDICT_FORM, 'must be an explainer and a verdict, as in house2-b.patch.house2-b.60000:right');

export const searchSchema = plainText
  .trim()
  .min(SHORTEST_SEARCH, `must have at least ${SHORTEST_SEARCH} letters`)
  .max(LONGEST_SEARCH);

export const sortSchema = z
  .string()
  .regex(SORT_FORM, 'must be something that the task sorts by, as in density or -density');

/** The filters by the names that they have in a query. */
export const filterShape = {
  facet: z
    .array(facetSchema)
    .max(MOST_FILTERS)
    .default([])
    .describe('A facet and its value, as in `layer:2`; any number of times'),
  verdict: z
    .array(verdictFilterSchema)
    .max(MOST_FILTERS)
    .default([])
    .describe('An explainer and a verdict, as in `house2-b.patch.house2-b.60000:right`; any number of times'),
  q: searchSchema.optional().describe('Part of the text of the question, in any case'),
  sort: sortSchema
    .optional()
    .describe(
      'What the questions are put in the order of, the largest first, as in `density`; `-density` for the smallest',
    ),
};
