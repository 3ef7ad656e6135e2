import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { StoreReader } from '@/lib/store/client';
import { Prisma } from '@/lib/store/generated/client';
import { type Filters, groupsOf, keyOf, passing } from '@/lib/store/questions-filter';

/** How many questions pass filters. */
export interface QuestionCount {
  total: number;
  /** False where a search has more than {@link MOST_COUNTED} hits: `total` is then that number. */
  totalIsExact: boolean;
  /** Questions of the target and task, whatever the filters. */
  totalUnfiltered: number;
}

/** Hits of a search are counted so far: a reader needs to know no more than that there are many. */
export const MOST_COUNTED = 10_000;

/** Counts that no table gives, by bundle and filters: the version of a bundle names its content. */
const kept = new LRUCache<string, Promise<number>>({ max: 500 });

/**
 * Counts from the table that the import wrote where at most one facet is asked for, and by the index otherwise; those are
 * kept as long as the store holds the same bundle.
 */
export async function countQuestions(client: StoreReader, filters: Filters): Promise<QuestionCount> {
  const groups = groupsOf(filters);
  // As it stands: a lookup this small takes Prisma ten times as long to build as PostgreSQL to answer.
  const rows = await client.$queryRaw<{ facet: string; count: number; bundle: string | null }[]>`
    SELECT "facet", "count", "bundle" FROM "FacetCount"
    WHERE "targetId" = ${filters.targetId} AND "task" = ${filters.task}
      AND "facet" = ANY(${['', ...groups.flat()]}::text[])`;
  const counts = new Map(rows.map(({ facet, count }) => [facet, count]));
  const totalUnfiltered = counts.get('') ?? 0;
  const exactly = (total: number) => ({ total, totalIsExact: true, totalUnfiltered });
  if (groups.some((group) => group.every((facet) => !counts.get(facet)))) return exactly(0);
  const [only, ...others] = groups;
  if (filters.q === undefined) {
    if (!only) return exactly(totalUnfiltered);
    if (others.length === 0 && only.length === 1) return exactly(counts.get(only[0]!) ?? 0);
  }
  const found = await keep(`${rows[0]?.bundle ?? ''} ${keyOf(filters)}`, () => count(client, filters));
  const many = filters.q !== undefined && found > MOST_COUNTED;
  return { total: many ? MOST_COUNTED : found, totalIsExact: !many, totalUnfiltered };
}

async function count(client: StoreReader, filters: Filters): Promise<number> {
  const counted =
    filters.q === undefined
      ? Prisma.sql`SELECT count(*)::int AS count ${passing(filters)}`
      : // In the order of the list, where many are met soon; without one, the whole table would be read for them.
        Prisma.sql`SELECT count(*)::int AS count FROM
          (SELECT ${passing(filters)} ORDER BY q."ordinal", q."id" LIMIT ${MOST_COUNTED + 1}) hit`;
  const rows = await client.$queryRaw<unknown[]>(counted);
  return z.object({ count: z.number() }).parse(rows[0]).count;
}

function keep(key: string, work: () => Promise<number>): Promise<number> {
  const found = kept.get(key) ?? work();
  kept.set(key, found);
  found.catch(() => kept.delete(key));
  return found;
}

/** Forgets what was counted, as a process that has just begun. */
export function forgetCounts(): void {
  kept.clear();
}
