import { z } from 'zod';
import type { StoreReader } from '@/lib/store/client';
import type { Prisma } from '@/lib/store/generated/client';
import {
  pairTypeSchema,
  positionTypeSchema,
  roleSchema,
  splitSchema,
  verdictSchema,
} from '@/lib/store/schemas';

/**
 * Which patch questions of a target are meant. Filters narrow one another; several verdicts of one role widen
 * (`self` right or partly), verdicts of different roles narrow (`self` right and `other` wrong).
 */
export const patchFiltersSchema = z.object({
  targetId: z.string().min(1).max(200),
  split: splitSchema.optional(),
  relation: z.string().min(1).max(200).optional(),
  positionType: positionTypeSchema.optional(),
  pairType: pairTypeSchema.optional(),
  /** Questions whose patch covers this layer. */
  layer: z.number().int().nonnegative().max(1000).optional(),
  /** Verdicts on the headline explainer of a role. */
  verdict: z
    .array(z.object({ role: roleSchema, verdict: verdictSchema }))
    .max(20)
    .optional(),
  /** Part of either text, in any case. */
  search: z.string().trim().max(200).optional(),
});

export type PatchFilters = z.input<typeof patchFiltersSchema>;

/** The filters as a condition on Question; looks up which explainer speaks for a role. */
export async function patchWhere(
  client: StoreReader,
  filters: z.output<typeof patchFiltersSchema>,
): Promise<Prisma.QuestionWhereInput> {
  const and: Prisma.QuestionWhereInput[] = [];
  if (filters.search) {
    const contains = likeLiteral(filters.search);
    and.push({
      OR: [{ text: { contains, mode: 'insensitive' } }, { source: { contains, mode: 'insensitive' } }],
    });
  }
  if (filters.verdict?.length) {
    const roles = [...new Set(filters.verdict.map(({ role }) => role))];
    const explainers = await client.explainer.findMany({
      where: { targetId: filters.targetId, headline: true, role: { in: roles } },
      select: { id: true, role: true },
    });
    for (const role of roles) {
      and.push({
        explanations: {
          some: {
            explainerId: { in: explainers.filter((row) => row.role === role).map((row) => row.id) },
            settingsHash: '',
            verdict: {
              in: filters.verdict.filter((wanted) => wanted.role === role).map(({ verdict }) => verdict),
            },
          },
        },
      });
    }
  }
  return {
    kind: 'patch',
    targetId: filters.targetId,
    split: filters.split,
    relation: filters.relation,
    positionType: filters.positionType,
    pairType: filters.pairType,
    layers: filters.layer === undefined ? undefined : { has: filters.layer },
    AND: and,
  };
}

/** `%` and `_` typed by a reader mean themselves. */
function likeLiteral(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
