import { z } from 'zod';
import { sweepSchema } from './schemas';

/** Live results as links kept them before there were several tasks. */
const earlierSchema = z.object({
  format: z.literal(1),
  at: z.string(),
  provider: z.string(),
  contentHash: z.string(),
  sweep: sweepSchema,
  explanations: z
    .array(
      z.object({
        layer: z.number(),
        position: z.number(),
        explainerId: z.string(),
        text: z.string(),
        logProbability: z.number().nullable(),
      }),
    )
    .max(4096),
});

/** Live results of format 1 in the form of format 2; null when they are no such results. */
export function upgradeSnapshot(live: unknown): unknown {
  const parsed = earlierSchema.safeParse(live);
  if (!parsed.success) return null;
  const { at, provider, contentHash, sweep, explanations } = parsed.data;
  return {
    format: 2,
    task: 'patch',
    at,
    provider,
    contentHash,
    detail: sweep,
    explanations: explanations.map(({ layer, position, ...said }) => ({
      ...said,
      place: { layer, pos: position },
    })),
  };
}
