import { z } from 'zod';
import { type ExportedField, ITEM_FIELDS } from '@/lib/store/answers';
import type { StoreReader } from '@/lib/store/client';
import { Prisma } from '@/lib/store/generated/client';
import type { QuestionCount } from '@/lib/store/question-counts';
import type { Candidates } from '@/lib/store/questions-filter';
import { type ExplanationMap, explanationMapSchema, type Item, itemSchema } from '@/lib/store/records';
import { formsOf } from '@/lib/task/forms';
import type { AnyTask } from '@/lib/task/task';
import { plainText } from '@/lib/text-schema';

/** How questions are read: one statement a page, of the columns that are wanted, from behind a place in the order of the list. */

/** A question as it is read: JSON columns come parsed, and unchecked. */
export interface Row {
  id: string;
  task: string;
  ordinal: number;
  /** Of a sorted list, what it goes by. */
  key?: number;
  [field: string]: unknown;
}

/** Recorded explanations of the explainers that pages show, or of one of them, in the order of these. */
const explanations = (by?: string) => Prisma.sql`(SELECT coalesce(json_agg(explained), '[]') FROM (
        SELECT e."explainerId", e."text", e."said", e."verdict", e."provider", e."logProbability", e."agreement"
        FROM "Explanation" e JOIN "Explainer" x ON x."id" = e."explainerId"
        WHERE e."questionId" = i."id" AND x."shown" ${by === undefined ? Prisma.empty : Prisma.sql`AND x."id" = ${by}`}
        ORDER BY x."ordinal", x."id") explained) AS "explanations"`;

/** Recorded maps of the explainers that pages show, in the order of these. */
const maps = Prisma.sql`(SELECT coalesce(json_agg(mapped), '[]') FROM (
        SELECT m."explainerId", m."provider", m."said", m."at", m."logProbability"
        FROM "ExplanationMap" m JOIN "Explainer" x ON x."id" = m."explainerId"
        WHERE m."questionId" = i."id" AND x."shown"
        ORDER BY x."ordinal", x."id") mapped) AS "maps"`;

/** Columns beside those that every row has. */
const COLUMNS: Partial<Record<ExportedField, Prisma.Sql>> = {
  targetId: Prisma.sql`i."targetId"`,
  split: Prisma.sql`i."split"`,
  title: Prisma.sql`i."title"`,
  body: Prisma.sql`i."body"`,
  facets: Prisma.sql`i."facets"`,
  truth: Prisma.sql`t."body" AS "truth"`,
  truthHash: Prisma.sql`t."truthHash"`,
  detail: Prisma.sql`t."detail"`,
  imported: Prisma.sql`CASE WHEN i."importId" IS NOT NULL
    THEN json_build_object('run', i."importId", 'line', i."importLine") END AS "imported"`,
  maps,
};

/** Fields that lie in the table of truths, which is joined for them alone. */
const OF_TRUTH: readonly ExportedField[] = ['truth', 'truthHash', 'detail'];

/** One statement for the questions of `ids`, of the fields of a list unless others are named. */
export function readItems(
  ids: Prisma.Sql,
  fields: readonly ExportedField[] = ITEM_FIELDS,
  by?: string,
  sorted = false,
): Prisma.Sql {
  const columns = fields.flatMap((field) =>
    field === 'explanations' ? [explanations(by)] : (COLUMNS[field] ?? []),
  );
  const truth = fields.some((field) => OF_TRUTH.includes(field))
    ? Prisma.sql`JOIN "Truth" t ON t."questionId" = i."id"`
    : Prisma.empty;
  return Prisma.sql`
    SELECT ${Prisma.join([
      Prisma.sql`i."id", i."task", i."ordinal"`,
      ...(sorted ? [Prisma.sql`page."key"`] : []),
      ...columns,
    ])}
    FROM ${ids} page JOIN "Question" i ON i."id" = page."id" ${truth}`;
}

export const mapsSchema = z.array(explanationMapSchema);

const envelopeSchema = itemSchema.omit({ body: true, truth: true });

export function toItem(task: AnyTask, row: Row): Item {
  const forms = formsOf(task);
  return {
    ...envelopeSchema.parse(row),
    body: forms.body.parse(row.body),
    truth: forms.truth.parse(row.truth),
  };
}

/** A question with some of its fields. */
export type PartialItem = Partial<Item> & { facets?: string[]; detail?: unknown; maps?: ExplanationMap[] };

/** Reads rows as questions with these fields, in this order, each checked by the schema that it has. */
export function readerOf(task: AnyTask, fields: readonly ExportedField[]): (row: Row) => PartialItem {
  const { body, truth, detail } = formsOf(task);
  const schemas: Record<ExportedField, z.ZodType> = {
    ...envelopeSchema.shape,
    ...{ body, truth, detail, facets: z.array(z.string()), maps: mapsSchema },
  };
  return (row) => Object.fromEntries(fields.map((field) => [field, schemas[field].parse(row[field])]));
}

/** What it costs to fetch a row that lies anywhere, in rows that are met one after the other. */
const FAR_ROW = 7;

/** Whether it is less to gather all that pass and sort them than to walk the order until `wanted` have passed. */
export const isFew = ({ total, totalIsExact, totalUnfiltered }: QuestionCount, wanted: number): boolean =>
  totalIsExact && FAR_ROW * total < (wanted * totalUnfiltered) / total;

/** A place in the order of a list. */
export interface Place {
  /** In a sorted one, what it goes by. */
  key?: number;
  ordinal: number;
  id: string;
}

/** A place as text, for whoever goes on from it. */
export const cursorSchema = plainText.regex(
  /^(?::-?[\d.e+-]{1,30}~)?\d{1,9}~.{1,200}$/u,
  'is not a cursor of this list',
);
export const cursorOf = ({ key, ordinal, id }: Place): string =>
  `${key === undefined ? '' : `:${key}~`}${ordinal}~${id}`;

export function parseCursor(cursor: string): Place {
  const [, key, ordinal, id] = /^(?::([^~]*)~)?(\d+)~(.*)$/su.exec(cursor) ?? [];
  return { ordinal: Number(ordinal), id: id ?? '', ...(key === undefined ? {} : { key: Number(key) }) };
}

// A pair is compared as the index has it, so that a page is one seek.
export const after = ({ key, ordinal, id }: Place) =>
  key === undefined
    ? Prisma.sql`(q."ordinal", q."id") > (${ordinal}, ${id})`
    : Prisma.sql`(q."key", q."ordinal", q."id") > (${key}::float8, ${ordinal}, ${id})`;
export const before = ({ key, ordinal, id }: Place) =>
  key === undefined
    ? Prisma.sql`(q."ordinal", q."id") < (${ordinal}, ${id})`
    : Prisma.sql`(q."key", q."ordinal", q."id") < (${key}::float8, ${ordinal}, ${id})`;

/** The order of a list, forwards or backwards. */
export const inOrder = (sorted: boolean, backwards = false): Prisma.Sql => {
  const way = backwards ? Prisma.sql` DESC` : Prisma.empty;
  return sorted
    ? Prisma.sql`q."key"${way}, q."ordinal"${way}, q."id"${way}`
    : Prisma.sql`q."ordinal"${way}, q."id"${way}`;
};

/** What is read of the questions that pass, and where from. */
export interface PageOf extends Candidates {
  fields?: readonly ExportedField[];
  /** Of one explainer alone. */
  by?: string | undefined;
  behind: Place | null;
  limit: number;
}

/** One page of rows, and the place to go on from; null on the last. */
export async function readPage(
  client: StoreReader,
  { rows, from, sorted, fields, by, behind, limit }: PageOf,
): Promise<{ found: Row[]; next: Place | null }> {
  const begin = behind === null ? Prisma.empty : Prisma.sql`AND ${after(behind)}`;
  const key = sorted ? Prisma.sql`, q."key"` : Prisma.empty;
  const found = await client.$queryRaw<Row[]>`
    ${rows}
    ${readItems(
      Prisma.sql`(SELECT q."id"${key} ${from} ${begin} ORDER BY ${inOrder(sorted)} LIMIT ${limit + 1})`,
      fields,
      by,
      sorted,
    )}
    ORDER BY ${sorted ? Prisma.sql`page."key", ` : Prisma.empty}i."ordinal", i."id"`;
  const last = found[limit - 1];
  return { found: found.slice(0, limit), next: found.length > limit && last ? last : null };
}
