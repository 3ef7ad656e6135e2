import { z } from 'zod';
import { idSchema } from '@/lib/schemas';
import { type ExportedField, ITEM_FIELDS } from '@/lib/store/answers';
import type { StoreReader } from '@/lib/store/client';
import { Prisma } from '@/lib/store/generated/client';
import { countQuestions, type QuestionCount } from '@/lib/store/question-counts';
import {
  areAll,
  candidates,
  type Filters,
  type QuestionFilters,
  questionFiltersSchema,
  sortKey,
} from '@/lib/store/questions-filter';
import {
  after,
  before,
  cursorOf,
  cursorSchema,
  inOrder,
  isFew,
  mapsSchema,
  type PageOf,
  parseCursor,
  type PartialItem,
  type Place,
  readerOf,
  readItems,
  readPage,
  type Row,
  toItem,
} from '@/lib/store/question-rows';
import type { Item, ItemWithDetail } from '@/lib/store/records';
import { formsOf } from '@/lib/task/forms';
import { findTask } from '@/lib/task/tasks';
import type { AnyTask } from '@/lib/task/task';

const MOST_ON_A_PAGE = 200;

const listInputSchema = questionFiltersSchema.extend({
  /** `nextCursor` of the page before. */
  cursor: cursorSchema.optional(),
  limit: z.number().int().min(1).max(MOST_ON_A_PAGE).default(50),
});

export type QuestionListInput = z.input<typeof listInputSchema>;

/** A page of what is read of questions. */
export interface PageWith<Read> extends QuestionCount {
  items: Read[];
  /** Hand it back as `cursor` for the next page; null on the last. */
  nextCursor: string | null;
}
export type QuestionPage = PageWith<Item>;

/**
 * One page of the questions of a target and task, in their order. A task that this version does not know has none.
 * @throws ZodError on input out of bounds
 */
export async function listQuestions(client: StoreReader, input: QuestionListInput): Promise<QuestionPage> {
  return pageOf(client, input, {}, (task) => (row) => toItem(task, row));
}

/** The same with some fields of each question, and nothing read beside them. */
export async function listQuestionFields(
  client: StoreReader,
  fields: readonly ExportedField[],
  input: QuestionListInput,
): Promise<PageWith<PartialItem>> {
  return pageOf(client, input, { fields }, (task) => readerOf(task, fields));
}

/** A page of what `reader` makes of the rows of a task. */
export async function pageOf<Read>(
  client: StoreReader,
  input: QuestionListInput,
  what: Pick<PageOf, 'fields' | 'by'>,
  reader: (task: AnyTask) => (row: Row) => Read,
): Promise<PageWith<Read>> {
  const { cursor, limit, ...filters } = listInputSchema.parse(input);
  const task = findTask(filters.task);
  if (!task) return { items: [], nextCursor: null, total: 0, totalIsExact: true, totalUnfiltered: 0 };
  const count = await countQuestions(client, filters);
  if (count.total === 0) return { items: [], nextCursor: null, ...count };
  const from = candidates(filters, isFew(count, limit + 1));
  const behind = cursor === undefined ? null : parseCursor(cursor);
  if (behind && (behind.key !== undefined) !== from.sorted) throw strayCursor(cursor);
  const { found, next } = await readPage(client, { ...what, ...from, behind, limit });
  return { items: found.map(reader(task)), nextCursor: next && cursorOf(next), ...count };
}

/** The cursor of a list in another order: going on from it would leave questions out. */
const strayCursor = (input: unknown) =>
  new z.ZodError([{ code: 'custom', path: ['cursor'], message: 'is of a list in another order', input }]);

/** A question with everything its page draws; null where there is none, or none of a task of this version. */
export async function getQuestion(client: StoreReader, id: string): Promise<ItemWithDetail | null> {
  const [row] = await client.$queryRaw<Row[]>(
    readItems(Prisma.sql`(SELECT ${idSchema.parse(id)} AS "id")`, [...ITEM_FIELDS, 'detail', 'maps']),
  );
  const task = row && findTask(row.task);
  if (!task) return null;
  const [detail, maps] = [formsOf(task).detail.parse(row.detail), mapsSchema.parse(row.maps)];
  return { ...toItem(task, row), detail, maps };
}

const MOST_TOGETHER = 100;

/** Those of some questions that there are, in the order of their lists. Of a task that this version does not know there are none. */
export async function findQuestions(client: StoreReader, ids: readonly string[]): Promise<Item[]> {
  if (ids.length === 0) return [];
  const wanted = z.array(idSchema).max(MOST_TOGETHER).parse(ids);
  const found = await client.$queryRaw<Row[]>`
    ${readItems(Prisma.sql`(SELECT unnest(${wanted}::text[]) AS "id")`)}
    ORDER BY i."ordinal", i."id"`;
  return found.flatMap((row) => {
    const task = findTask(row.task);
    return task ? [toItem(task, row)] : [];
  });
}

/** Ids before and after a question in the list under the same filters; it need not pass them itself. */
export async function neighbours(
  client: StoreReader,
  id: string,
  input: QuestionFilters,
): Promise<{ previous: string | null; next: string | null }> {
  const filters = questionFiltersSchema.parse(input);
  const key = sortKey(filters);
  const [[at], passing] = await Promise.all([
    client.$queryRaw<Place[]>`
      SELECT q."ordinal", q."id"${key ? Prisma.sql`, ${key.of} AS "key"` : Prisma.empty}
      FROM "Question" q ${key?.joined ?? Prisma.empty}
      WHERE q."id" = ${idSchema.parse(id)} AND q."targetId" = ${filters.targetId} AND q."task" = ${filters.task}`,
    candidatesFor(client, filters),
  ]);
  if (!at || !passing) return { previous: null, next: null };
  const { rows, from, sorted } = passing;
  const [found] = await client.$queryRaw<{ previous: string | null; next: string | null }[]>`
    ${rows}
    SELECT
      (SELECT q."id" ${from} AND ${before(at)} ORDER BY ${inOrder(sorted, true)} LIMIT 1) AS previous,
      (SELECT q."id" ${from} AND ${after(at)} ORDER BY ${inOrder(sorted)} LIMIT 1) AS next`;
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
