import { z } from 'zod';
import { parseSort, parseVerdictFilter } from '@/lib/api/query';
import { facetSchema, sortSchema, verdictFilterSchema } from '@/lib/api/query-schema';
import { idSchema } from '@/lib/schemas';
import { Prisma } from '@/lib/store/generated/client';
import { parseFacet } from '@/lib/task/facets';
import { findTask } from '@/lib/task/tasks';

/**
 * Which questions are meant. Values of one facet, and verdicts on one explainer, widen (right or partly); different ones
 * narrow. `q` is part of the text that search reads, in any case.
 */
export const questionFiltersSchema = z.object({
  targetId: idSchema,
  task: idSchema,
  facets: z.array(facetSchema).max(50).default([]),
  verdicts: z.array(verdictFilterSchema).max(50).default([]),
  q: z.string().trim().min(1).max(200).optional(),
  /** `Task.sorts`, the largest first, or with `-` the smallest; what the task does not sort by changes nothing. */
  sort: sortSchema.optional(),
});

export type QuestionFilters = z.input<typeof questionFiltersSchema>;
export type Filters = z.output<typeof questionFiltersSchema>;

/** The facets of the filters in groups: a question must have one of each. Verdicts are facets, too. */
export function groupsOf({ facets, verdicts }: Pick<Filters, 'facets' | 'verdicts'>): string[][] {
  const groups = new Map<string, Set<string>>();
  const add = (group: string, facet: string) =>
    groups.set(group, (groups.get(group) ?? new Set()).add(facet));
  for (const facet of facets) add(`facet ${parseFacet(facet)[0]}`, facet);
  for (const verdict of verdicts) add(`verdict ${parseVerdictFilter(verdict)[0]}`, verdict);
  return [...groups.values()].map((group) => [...group].sort()).sort();
}

/** Whether every question of the target and task is meant. */
export const areAll = ({ facets, verdicts, q }: Filters): boolean =>
  facets.length === 0 && verdicts.length === 0 && q === undefined;

/** The filters as one text: the same questions, the same text. */
export const keyOf = (filters: Filters): string =>
  JSON.stringify([filters.targetId, filters.task, groupsOf(filters), filters.q?.toLowerCase() ?? null]);

const ofTask = ({ targetId, task }: Filters) => Prisma.sql`q."targetId" = ${targetId} AND q."task" = ${task}`;

/** What the filters ask beside target and task, each condition on `Question q`. */
function narrowing(filters: Filters): Prisma.Sql[] {
  const groups = groupsOf(filters);
  const all = groups.filter((group) => group.length === 1).flat();
  return [
    ...(all.length > 0 ? [Prisma.sql`q."facets" @> ${all}::text[]`] : []),
    ...groups.filter((group) => group.length > 1).map((group) => Prisma.sql`q."facets" && ${group}::text[]`),
    ...(filters.q === undefined ? [] : [Prisma.sql`q."text" ILIKE ${`%${likeLiteral(filters.q)}%`}`]),
  ];
}

/** The questions that pass, for counting. */
export const passing = (filters: Filters): Prisma.Sql =>
  Prisma.sql`FROM "Question" q WHERE ${Prisma.join([ofTask(filters), ...narrowing(filters)], ' AND ')}`;

/** Of items that have no number to sort by: behind all that have one, whichever end comes first. */
const NONE = 1e308;

/**
 * What a sorted list goes by, ascending, of `Question q` with what has to be joined to it: the number, or less the number where the
 * largest comes first. Null where nothing was asked, or nothing that the task sorts by.
 */
export function sortKey({ task, sort }: Filters): { of: Prisma.Sql; joined: Prisma.Sql } | null {
  const { name, least } = parseSort(sort ?? '');
  const found = findTask(task)?.sorts?.find((one) => one.name === name);
  if (!found) return null;
  const [table, ...path] = found.at;
  const kept = table === 'body' ? Prisma.sql`q."body"` : Prisma.sql`t."body"`;
  const sign = least ? 1 : -1;
  return {
    of: Prisma.sql`coalesce(${sign} * (${kept} #>> ${path}::text[])::float8, ${NONE}::float8)`,
    joined: table === 'body' ? Prisma.empty : Prisma.sql`JOIN "Truth" t ON t."questionId" = q."id"`,
  };
}

/** Where questions that pass are read from, under the name `q`: with their `key`, where the list is sorted. */
export interface Candidates {
  rows: Prisma.Sql;
  from: Prisma.Sql;
  sorted: boolean;
}

/**
 * The questions that pass, for reading the first few in an order that an index has. Where few pass they are gathered by
 * the indexes of facets and text, then sorted; where many do, the order is walked until enough have passed. The planner
 * cannot choose between the two as well as the count does: it knows how often each facet occurs, not how often two
 * occur together. A list that is sorted by a number of its items reads that of all that pass, a page at a time.
 */
export function candidates(filters: Filters, few: boolean): Candidates {
  const conditions = narrowing(filters);
  const key = sortKey(filters);
  if (key)
    return {
      rows: Prisma.sql`WITH q AS MATERIALIZED (SELECT q."id", q."ordinal", ${key.of} AS "key"
        FROM "Question" q ${key.joined} WHERE ${Prisma.join([ofTask(filters), ...conditions], ' AND ')})`,
      from: Prisma.sql`FROM q WHERE true`,
      sorted: true,
    };
  if (few && conditions.length > 0)
    return {
      rows: Prisma.sql`WITH q AS MATERIALIZED (SELECT q."id", q."ordinal" ${passing(filters)})`,
      from: Prisma.sql`FROM q WHERE true`,
      sorted: false,
    };
  // CASE says the same and hides it from the planner, who knows how often a facet occurs among all targets and not in this
  // one, takes what passes for rare, and would rather sort a whole target than walk it.
  const walked = conditions.map((condition) => Prisma.sql`CASE WHEN ${condition} THEN true ELSE false END`);
  return {
    rows: Prisma.empty,
    from: Prisma.sql`FROM "Question" q WHERE ${Prisma.join([ofTask(filters), ...walked], ' AND ')}`,
    sorted: false,
  };
}

/** `%` and `_` typed by a reader mean themselves. */
function likeLiteral(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
