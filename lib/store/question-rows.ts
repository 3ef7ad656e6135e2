import { z } from 'zod';
import { type ExportedField, ITEM_FIELDS } from '@/lib/store/answers';
import type { StoreReader } from '@/lib/store/client';
import { Prisma } from '@/lib/store/generated/client';
import type { QuestionCount } from '@/lib/store/question-counts';
import { type ExplanationMap, explanationMapSchema, type Item, itemSchema } from '@/lib/store/records';
import type { AnyTask } from '@/lib/task/task';
import { plainText } from '@/lib/text-schema';

/** How questions are read: one statement a page, of the columns that are wanted, from behind a place in the order of the list. */

/** A question as it is read: JSON columns come parsed, and unchecked. */
export interface Row {
  id: string;
  task: string;
  ordinal: number;
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
): Prisma.Sql {
  const columns = fields.flatMap((field) =>
    field === 'explanations' ? [explanations(by)] : (COLUMNS[field] ?? []),
  );
  const truth = fields.some((field) => OF_TRUTH.includes(field))
    ? Prisma.sql`JOIN "Truth" t ON t."questionId" = i."id"`
    : Prisma.empty;
  return Prisma.sql`
    SELECT ${Prisma.join([Prisma.sql`i."id", i."task", i."ordinal"`, ...columns])}
    FROM ${ids} page JOIN "Question" i ON i."id" = page."id" ${truth}`;
}

export const mapsSchema = z.array(explanationMapSchema);

const envelopeSchema = itemSchema.omit({ body: true, truth: true });

export function toItem(task: AnyTask, row: Row): Item {
  return {
    ...envelopeSchema.parse(row),
    body: task.schema.body.parse(row.body),
    truth: task.schema.truth.parse(row.truth),
  };
}

/** A question with some of its fields. */
export type PartialItem = Partial<Item> & { facets?: string[]; detail?: unknown; maps?: ExplanationMap[] };

/** Reads rows as questions with these fields, in this order, each checked by the schema that it has. */
export function readerOf(task: AnyTask, fields: readonly ExportedField[]): (row: Row) => PartialItem {
  const { body, truth, detail } = task.schema;
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
  ordinal: number;
  id: string;
}

/** A place as text, for whoever goes on from it. */
export const cursorSchema = plainText.regex(/^\d{1,9}~.{1,200}$/u, 'is not a cursor of this list');
export const cursorOf = ({ ordinal, id }: Place): string => `${ordinal}~${id}`;

export function parseCursor(cursor: string): Place {
  const split = cursor.indexOf('~');
  return { ordinal: Number(cursor.slice(0, split)), id: cursor.slice(split + 1) };
}

// A pair is compared as the index has it, so that a page is one seek.
export const after = ({ ordinal, id }: Place) => Prisma.sql`(q."ordinal", q."id") > (${ordinal}, ${id})`;
export const before = ({ ordinal, id }: Place) => Prisma.sql`(q."ordinal", q."id") < (${ordinal}, ${id})`;

/** What is read of the questions that pass (`candidates`), and where from. */
export interface PageOf {
  rows: Prisma.Sql;
  from: Prisma.Sql;
  fields?: readonly ExportedField[];
  /** Of one explainer alone. */
  by?: string | undefined;
  behind: Place | null;
  limit: number;
}

/** One page of rows, and the place to go on from; null on the last. */
export async function readPage(
  client: StoreReader,
  { rows, from, fields, by, behind, limit }: PageOf,
): Promise<{ found: Row[]; next: Place | null }> {
  const begin = behind === null ? Prisma.empty : Prisma.sql`AND ${after(behind)}`;
  const found = await client.$queryRaw<Row[]>`
    ${rows}
    ${readItems(
      Prisma.sql`(SELECT q."id" ${from} ${begin} ORDER BY q."ordinal", q."id" LIMIT ${limit + 1})`,
      fields,
      by,
    )}
    ORDER BY i."ordinal", i."id"`;
  const last = found[limit - 1];
  return { found: found.slice(0, limit), next: found.length > limit && last ? last : null };
}
