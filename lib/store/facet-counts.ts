import type { StoreReader } from '@/lib/store/client';
import { Prisma } from '@/lib/store/generated/client';

/** Questions of one target and task. */
export interface Asked {
  targetId: string;
  task: string;
}

/** Counts what the filters of lists can be set to, of all questions or of some, under the version that they now have. */
export async function countFacets(transaction: StoreReader, version: string, of?: Asked): Promise<void> {
  await transaction.facetCount.deleteMany({ where: of ?? {} });
  const some = of ? Prisma.sql`WHERE q."targetId" = ${of.targetId} AND q."task" = ${of.task}` : Prisma.empty;
  await transaction.$executeRaw`
    INSERT INTO "FacetCount" ("targetId", "task", "facet", "count", "bundle")
    SELECT q."targetId", q."task", facet, count(*), ${version}
    FROM "Question" q, unnest(q."facets" || ''::text) facet ${some}
    GROUP BY q."targetId", q."task", facet`;
}

/**
 * Makes questions be found by the verdicts of imported explainers, too: a bundle knows nothing of them, and writes its questions
 * with its own.
 */
export async function addImportedVerdicts(transaction: StoreReader): Promise<void> {
  await transaction.$executeRaw`
    UPDATE "Question" q
    SET "facets" = q."facets" || ARRAY(SELECT w FROM unnest(said."words") w WHERE w <> ALL(q."facets"))
    FROM (
      SELECT e."questionId", array_agg(e."explainerId" || ':' || e."verdict" ORDER BY e."explainerId") AS "words"
      FROM "Explanation" e WHERE e."bundle" IS NULL GROUP BY e."questionId"
    ) said
    WHERE q."id" = said."questionId" AND NOT q."facets" @> said."words"`;
}

/** Takes the verdicts of an explainer out of what questions are found by. */
export async function dropVerdicts(transaction: StoreReader, explainerId: string): Promise<void> {
  await transaction.$executeRaw`
    UPDATE "Question" q SET "facets" = ARRAY(
      SELECT facet FROM unnest(q."facets") WITH ORDINALITY AS known(facet, at)
      WHERE NOT starts_with(facet, ${`${explainerId}:`}) ORDER BY at)
    FROM "Explanation" e WHERE e."questionId" = q."id" AND e."explainerId" = ${explainerId}`;
}
