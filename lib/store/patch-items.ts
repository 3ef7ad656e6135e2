import { z } from 'zod';
import { EXPLAINER_ROLES } from '@/lib/explainer/types';
import type { StoreReader } from '@/lib/store/client';
import type { Prisma } from '@/lib/store/generated/client';
import { type PatchFilters, patchFiltersSchema, patchWhere } from '@/lib/store/patch-filters';
import type { PatchItem, PatchItemWithSweep } from '@/lib/store/records';
import { patchItemSchema, patchItemWithSweepSchema } from '@/lib/store/schemas';

const MAX_PAGE = 200;

const listInputSchema = patchFiltersSchema.extend({
  /** `nextCursor` of the page before. */
  cursor: z
    .string()
    .regex(/^\d{1,9}~.{1,200}$/, 'is not a cursor of this list')
    .optional(),
  limit: z.number().int().min(1).max(MAX_PAGE).default(50),
});

export type PatchListInput = z.input<typeof listInputSchema>;

export interface PatchPage {
  items: PatchItem[];
  /** Hand it back as `cursor` for the next page; null on the last. */
  nextCursor: string | null;
  /** Questions that pass the filters. */
  total: number;
  /** Questions of the target. */
  totalUnfiltered: number;
}

// Recorded explanations of the explainers that pages show; scaling points have scores, not cards.
const shownExplanations = {
  where: { settingsHash: '', explainer: { headline: true } },
  include: { explainer: { select: { role: true, baseId: true } } },
} satisfies Prisma.Question$explanationsArgs;

const listInclude = {
  truth: { select: { original: true, patched: true, changed: true, effect: true, truthHash: true } },
  explanations: shownExplanations,
} satisfies Prisma.QuestionInclude;

type ListRow = Prisma.QuestionGetPayload<{ include: typeof listInclude }>;

/**
 * One page of the patch questions of a target, in their order.
 * @throws ZodError on input out of bounds
 */
export async function listPatchItems(client: StoreReader, input: PatchListInput): Promise<PatchPage> {
  const { cursor, limit, ...filters } = listInputSchema.parse(input);
  const where = await patchWhere(client, filters);
  const [rows, total, totalUnfiltered] = await Promise.all([
    client.question.findMany({
      where: cursor === undefined ? where : { AND: [where, after(parseCursor(cursor))] },
      orderBy: [{ ordinal: 'asc' }, { id: 'asc' }],
      take: limit + 1,
      include: listInclude,
    }),
    client.question.count({ where }),
    client.question.count({ where: { kind: 'patch', targetId: filters.targetId } }),
  ]);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => patchItemSchema.parse(toItem(row))),
    nextCursor: rows.length > limit && last ? `${last.ordinal}~${last.id}` : null,
    total,
    totalUnfiltered,
  };
}

export async function getPatchItem(client: StoreReader, id: string): Promise<PatchItemWithSweep | null> {
  const row = await client.question.findUnique({
    where: { id: z.string().min(1).max(200).parse(id), kind: 'patch' },
    include: { truth: true, explanations: shownExplanations },
  });
  return row && patchItemWithSweepSchema.parse({ ...toItem(row), sweep: row.truth?.sweep });
}

/** Ids before and after a question in the list under the same filters; it need not pass them itself. */
export async function neighbours(
  client: StoreReader,
  id: string,
  filters: PatchFilters,
): Promise<{ previous: string | null; next: string | null }> {
  const where = await patchWhere(client, patchFiltersSchema.parse(filters));
  const at = await client.question.findUnique({
    where: { id: z.string().min(1).max(200).parse(id), targetId: filters.targetId },
    select: { ordinal: true, id: true },
  });
  if (!at) return { previous: null, next: null };
  const [previous, next] = await Promise.all([
    client.question.findFirst({
      where: { AND: [where, before(at)] },
      orderBy: [{ ordinal: 'desc' }, { id: 'desc' }],
      select: { id: true },
    }),
    client.question.findFirst({
      where: { AND: [where, after(at)] },
      orderBy: [{ ordinal: 'asc' }, { id: 'asc' }],
      select: { id: true },
    }),
  ]);
  return { previous: previous?.id ?? null, next: next?.id ?? null };
}

/** Id of a question drawn evenly from those that pass the filters; null when none does. `random` gives [0, 1). */
export async function randomPatchItem(
  client: StoreReader,
  filters: PatchFilters,
  random: () => number = Math.random,
): Promise<string | null> {
  const where = await patchWhere(client, patchFiltersSchema.parse(filters));
  const drawn = await client.question.findFirst({
    where,
    orderBy: [{ ordinal: 'asc' }, { id: 'asc' }],
    skip: Math.floor(random() * (await client.question.count({ where }))),
    select: { id: true },
  });
  return drawn?.id ?? null;
}

export interface FacetValue<T> {
  value: T;
  count: number;
}

/** What the filters can be set to for a target, with the number of questions each leaves alone. */
export interface PatchFacets {
  splits: FacetValue<string>[];
  relations: FacetValue<string>[];
  positionTypes: FacetValue<string>[];
  pairTypes: FacetValue<string>[];
  layers: FacetValue<number>[];
}

export async function listPatchFacets(
  client: StoreReader,
  input: { targetId: string; split?: PatchFilters['split'] },
): Promise<PatchFacets> {
  const { targetId, split } = patchFiltersSchema.pick({ targetId: true, split: true }).parse(input);
  const where = { kind: 'patch', targetId, split };
  const [splits, relations, positionTypes, pairTypes, layers] = await Promise.all([
    client.question.groupBy({
      by: 'split',
      where: { ...where, split: undefined },
      _count: true,
      orderBy: { split: 'asc' },
    }),
    client.question.groupBy({ by: 'relation', where, _count: true, orderBy: { relation: 'asc' } }),
    client.question.groupBy({ by: 'positionType', where, _count: true, orderBy: { positionType: 'asc' } }),
    client.question.groupBy({ by: 'pairType', where, _count: true, orderBy: { pairType: 'asc' } }),
    client.question.groupBy({ by: 'layers', where, _count: true }),
  ]);
  const perLayer = new Map<number, number>();
  for (const group of layers)
    for (const layer of group.layers) perLayer.set(layer, (perLayer.get(layer) ?? 0) + group._count);
  return {
    splits: splits.map((group) => ({ value: group.split, count: group._count })),
    relations: relations.map((group) => ({ value: group.relation, count: group._count })),
    positionTypes: positionTypes.map((group) => ({ value: group.positionType, count: group._count })),
    pairTypes: pairTypes.map((group) => ({ value: group.pairType, count: group._count })),
    layers: [...perLayer].sort(([a], [b]) => a - b).map(([value, count]) => ({ value, count })),
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

// The bound on `ordinal` alone is what the index can seek by; the rest settles ties.
function after({ ordinal, id }: Place): Prisma.QuestionWhereInput {
  return { ordinal: { gte: ordinal }, OR: [{ ordinal: { gt: ordinal } }, { id: { gt: id } }] };
}

function before({ ordinal, id }: Place): Prisma.QuestionWhereInput {
  return { ordinal: { lte: ordinal }, OR: [{ ordinal: { lt: ordinal } }, { id: { lt: id } }] };
}

function toItem({ truth, explanations, ...question }: ListRow) {
  const roles: readonly string[] = EXPLAINER_ROLES;
  return {
    ...question,
    truth,
    truthHash: truth?.truthHash,
    explanations: explanations
      .map(({ explainer, ...explanation }) => ({ ...explanation, ...explainer }))
      .sort(
        (a, b) => roles.indexOf(a.role) - roles.indexOf(b.role) || (a.explainerId < b.explainerId ? -1 : 1),
      ),
  };
}
