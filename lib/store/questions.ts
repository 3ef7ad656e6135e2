import { z } from 'zod';
import { idSchema } from '@/lib/schemas';
import type { StoreReader } from '@/lib/store/client';
import { Prisma } from '@/lib/store/generated/client';
import { countQuestions, type QuestionCount } from '@/lib/store/question-counts';
import {
  areAll,
  candidates,
  type Filters,
  type QuestionFilters,
  questionFiltersSchema,
} from '@/lib/store/questions-filter';
import { type Item, itemSchema, type ItemWithDetail } from '@/lib/store/records';
import { findTask } from '@/lib/task/tasks';
import type { AnyTask } from '@/lib/task/task';

const MOST_ON_A_PAGE = 200;

const listInputSchema = questionFiltersSchema.extend({
  /** `nextCursor` of the page before. */
  cursor: z
    .string()
    .regex(/^\d{1,9}~.{1,200}$/, 'is not a cursor of this list')
    .optional(),
  limit: z.number().int().min(1).max(MOST_ON_A_PAGE).default(50),
});

export type QuestionListInput = z.input<typeof listInputSchema>;

export interface QuestionPage extends QuestionCount {
  items: Item[];
  /** Hand it back as `cursor` for the next page; null on the last. */
  nextCursor: string | null;
}

/**
 * One page of the questions of a target and task, in their order. A task that this version does not know has none.
 * @throws ZodError on input out of bounds
 */
export async function listQuestions(client: StoreReader, input: QuestionListInput): Promise<QuestionPage> {
  const { cursor, limit, ...filters } = listInputSchema.parse(input);
  const task = findTask(filters.task);
  if (!task) return { items: [], nextCursor: null, total: 0, totalIsExact: true, totalUnfiltered: 0 };
  const count = await countQuestions(client, filters);
  if (count.total === 0) return { items: [], nextCursor: null, ...count };
  const { rows, from } = candidates(filters, isFew(count, limit + 1));
  const begin = cursor === undefined ? Prisma.empty : Prisma.sql`AND ${after(parseCursor(cursor))}`;
  const found = await client.$queryRaw<Row[]>`
    ${rows}
    ${readItems(
      Prisma.sql`(SELECT q."id" ${from} ${begin} ORDER BY q."ordinal", q."id" LIMIT ${limit + 1})`,
      Prisma.empty,
    )}
    ORDER BY i."ordinal", i."id"`;
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => toItem(task, row)),
    nextCursor: found.length > limit && last ? `${last.ordinal}~${last.id}` : null,
    ...count,
  };
}

/** A question with everything its page draws; null where there is none, or none of a task of this version. */
export async function getQuestion(client: StoreReader, id: string): Promise<ItemWithDetail | null> {
  const [row] = await client.$queryRaw<Row[]>(
    readItems(Prisma.sql`(SELECT ${idSchema.parse(id)} AS "id")`, Prisma.sql`, t."detail"`),
  );
  const task = row && findTask(row.task);
  return task ? { ...toItem(task, row), detail: task.schema.detail.parse(row.detail) } : null;
}

/** Ids before and after a question in the list under the same filters; it need not pass them itself. */
export async function neighbours(
  client: StoreReader,
  id: string,
  input: QuestionFilters,
): Promise<{ previous: string | null; next: string | null }> {
  const filters = questionFiltersSchema.parse(input);
  const [[at], passing] = await Promise.all([
    client.$queryRaw<Place[]>`
      SELECT "ordinal", "id" FROM "Question"
      WHERE "id" = ${idSchema.parse(id)} AND "targetId" = ${filters.targetId} AND "task" = ${filters.task}`,
    candidatesFor(client, filters),
  ]);
  if (!at || !passing) return { previous: null, next: null };
  const { rows, from } = passing;
  const [found] = await client.$queryRaw<{ previous: string | null; next: string | null }[]>`
    ${rows}
    SELECT
      (SELECT q."id" ${from} AND ${before(at)} ORDER BY q."ordinal" DESC, q."id" DESC LIMIT 1) AS previous,
      (SELECT q."id" ${from} AND ${after(at)} ORDER BY q."ordinal", q."id" LIMIT 1) AS next`;
  return found ?? { previous: null, next: null };
}

/**
 * Id of a question drawn from those that pass the filters: the first at or after a random key, since ids are spread
 * evenly; null when none passes. `random` gives [0, 1).
 */
export async function randomQuestion(
  client: StoreReader,
  input: QuestionFilters,
  random: () => number = Math.random,
): Promise<string | null> {
  const filters = questionFiltersSchema.parse(input);
  const passing = await candidatesFor(client, filters);
  if (!passing) return null;
  const { rows, from } = passing;
  const key = Math.floor(random() * 2 ** 48)
    .toString(16)
    .padStart(12, '0');
  const [found] = await client.$queryRaw<{ id: string | null }[]>`
    ${rows}
    SELECT coalesce(
      (SELECT q."id" ${from} AND q."id" >= ${key} ORDER BY q."id" LIMIT 1),
      (SELECT q."id" ${from} ORDER BY q."id" LIMIT 1)) AS id`;
  return found?.id ?? null;
}

/** The questions that pass, for reading one of them; null when none does. */
async function candidatesFor(client: StoreReader, filters: Filters) {
  if (areAll(filters)) return candidates(filters, false);
  const count = await countQuestions(client, filters);
  return count.total === 0 ? null : candidates(filters, isFew(count, 1));
}

/** What it costs to fetch a row that lies anywhere, in rows that are met one after the other. */
const FAR_ROW = 7;

/** Whether it is less to gather all that pass and sort them than to walk the order until `wanted` have passed. */
const isFew = ({ total, totalIsExact, totalUnfiltered }: QuestionCount, wanted: number): boolean =>
  totalIsExact && FAR_ROW * total < (wanted * totalUnfiltered) / total;

/** A question as it is read: JSON columns come parsed, and unchecked. */
interface Row {
  id: string;
  task: string;
  targetId: string;
  ordinal: number;
  split: string;
  title: string;
  body: unknown;
  truth: unknown;
  truthHash: string;
  explanations: unknown;
  detail?: unknown;
}

/**
 * One statement for questions, truths and explanations of `ids`. Explanations are the recorded ones of the explainers that
 * pages show, in the order of these.
 */
const readItems = (ids: Prisma.Sql, detail: Prisma.Sql) => Prisma.sql`
    SELECT i."id", i."task", i."targetId", i."ordinal", i."split", i."title", i."body",
      t."body" AS "truth", t."truthHash"${detail},
      (SELECT coalesce(json_agg(explained), '[]') FROM (
        SELECT e."explainerId", e."text", e."said", e."verdict", e."provider", e."logProbability", e."agreement"
        FROM "Explanation" e JOIN "Explainer" x ON x."id" = e."explainerId"
        WHERE e."questionId" = i."id" AND x."shown"
        ORDER BY x."ordinal", x."id") explained) AS "explanations"
    FROM ${ids} page JOIN "Question" i ON i."id" = page."id" JOIN "Truth" t ON t."questionId" = i."id"`;

const envelopeSchema = itemSchema.omit({ body: true, truth: true });

function toItem(task: AnyTask, row: Row): Item {
  return {
    ...envelopeSchema.parse(row),
    body: task.schema.body.parse(row.body),
    truth: task.schema.truth.parse(row.truth),
  };
}

interface Place {
  ordinal: number;
  id: string;
}

function parseCursor(cursor: string): Place {
  const split = cursor.indexOf('~');
  return { ordinal: Number(cursor.slice(0, split)), id: cursor.slice(split + 1) };
}

// A pair is compared as the index has it, so that a page is one seek.
const after = ({ ordinal, id }: Place) => Prisma.sql`(q."ordinal", q."id") > (${ordinal}, ${id})`;
const before = ({ ordinal, id }: Place) => Prisma.sql`(q."ordinal", q."id") < (${ordinal}, ${id})`;
