import { z } from 'zod';
import { splitSchema } from '@/lib/schemas';
import { EXPORTED_FIELDS, ITEM_FIELDS, saidSchema } from '@/lib/store/answers';
import { evaluationSchema } from '@/lib/store/records';
import { allTasks, findTask } from '@/lib/task/tasks';
import { isPlainText } from '@/lib/plain-text';
import { plainText } from '@/lib/text-schema';
import { parseSort } from './query';
import { filterShape } from './query-schema';

/** What the addresses of the API take in their queries, one schema an address. */

const name = (missing: string) =>
  z.string(missing).min(1, missing).max(200).refine(isPlainText, 'contains characters that cannot be stored');

const target = name('name a target, as in ?target=house2-b').describe('Id of a model that is explained');

const taskNames = () => allTasks().map(({ id }) => id);

/** The name of a task that this version knows. */
const task = z
  .string('name a task, as in ?task=patch')
  .max(200)
  .refine((id) => findTask(id) !== null, {
    error: ({ input }) => `there is no task ${String(input)}; there are ${taskNames().join(', ')}`,
  })
  .describe('Kind of question');

const split = splitSchema
  .default('test')
  .describe('Which questions count: `test` are held out, and trained no explainer');

const LIMIT = { most: 200, usual: 50 };

const paging = {
  cursor: plainText.max(300).optional().describe('`nextCursor` of the page before'),
  limit: z.coerce
    .number(`must be a whole number from 1 to ${LIMIT.most}`)
    .int(`must be a whole number from 1 to ${LIMIT.most}`)
    .min(1, `must be a whole number from 1 to ${LIMIT.most}`)
    .max(LIMIT.most, `must be a whole number from 1 to ${LIMIT.most}`)
    .default(LIMIT.usual)
    .describe('How many at most'),
};

/** Names of fields, separated by commas; each once, in the order in which they are asked for. */
const fieldsOf = <F extends string>(fields: readonly [F, ...F[]] | readonly F[]) =>
  z
    .string()
    .max(300)
    .transform((text, context): F[] => {
      const asked = [...new Set(text.split(',').map((part) => part.trim()))].filter(Boolean);
      const known = asked.filter((field): field is F => (fields as readonly string[]).includes(field));
      const unknown = asked.find((field) => !(fields as readonly string[]).includes(field));
      if (unknown !== undefined || known.length === 0)
        context.addIssue(
          unknown === undefined
            ? `names no field; there are ${fields.join(', ')}`
            : `there is no field ${unknown.slice(0, 40)}; there are ${fields.join(', ')}`,
        );
      return known;
    })
    .optional()
    .describe(
      `Which fields to give, separated by commas: ${fields.map((field) => `\`${field}\``).join(', ')}`,
    );

const ofTask = { target, task };
const filtered = { ...ofTask, ...filterShape };

export const explainersQuery = z.object({ target, task: task.optional() });
export const facetsQuery = z.object(ofTask);
/** A list is sorted by what its task sorts by. */
const knowsSort = {
  holds: ({ task, sort }: { task: string; sort?: string | undefined }) =>
    sort === undefined || sortsOf(task).includes(parseSort(sort).name),
  fault: {
    path: ['sort'],
    error: ({ input }: { input: unknown }) => {
      const known = sortsOf((input as { task: string }).task);
      return known.length > 0
        ? `must be one of ${known.join(', ')}, with - for the smallest first`
        : 'this task sorts by nothing';
    },
  },
};

const sortsOf = (task: string) => findTask(task)?.sorts?.map(({ name }) => name) ?? [];

export const questionsQuery = z
  .object({ ...filtered, fields: fieldsOf(ITEM_FIELDS), ...paging })
  .refine(knowsSort.holds, knowsSort.fault);
export const neighboursQuery = z.object(filterShape);
export const saidQuery = z.object({ ...filterShape, ...paging });
export const calibrationQuery = z.object({ ...ofTask, split });
export const evaluationsQuery = z.object({
  target,
  task: task.optional(),
  split,
  slice: plainText.min(1).max(200).optional().describe('`all`, or the value of a facet, as in `cell:2/last`'),
  metric: z
    .string()
    .max(100)
    .refine((id) => allTasks().some(({ metrics }) => metrics.some((metric) => metric.id === id)), {
      error: () => `is not a metric of any task; there are ${metricNames().join(', ')}`,
    })
    .optional()
    .describe('Id of a metric of the task'),
});

const metricNames = () => [...new Set(allTasks().flatMap(({ metrics }) => metrics.map(({ id }) => id)))];

export const FORMATS = ['ndjson', 'csv'] as const;

export const exportQuestionsQuery = z
  .object({
    ...filtered,
    fields: fieldsOf(EXPORTED_FIELDS),
    format: z
      .enum(FORMATS, `must be one of ${FORMATS.join(', ')}`)
      .default('ndjson')
      .describe('`csv` is a table of titles, facets, outcomes and verdicts, without `fields`'),
  })
  .refine(({ fields, format }) => format === 'ndjson' || fields === undefined, {
    path: ['fields'],
    error: 'chooses among the fields of lines of JSON: leave it out, or format=csv',
  })
  .refine(knowsSort.holds, knowsSort.fault);

export const exportSaidQuery = z
  .object({
    ...filtered,
    explainer: name('name an explainer').optional().describe('Id of an explainer, for what it alone said'),
    fields: fieldsOf(saidSchema.keyof().options),
  })
  .refine(knowsSort.holds, knowsSort.fault);

export const exportEvaluationsQuery = z.object({
  ...evaluationsQuery.shape,
  fields: fieldsOf(evaluationSchema.keyof().options),
});
