import { z } from 'zod';
import { EXPLAINER_ROLES } from '@/lib/explainer/types';
import type { Sweep } from '@/lib/task/patch/body';

/**
 * Live results as they stood when a link was made: what was measured, what the explainers said, where and with which
 * weights. It is shown as recorded then, never as measured by the project.
 */

const SNAPSHOT_FORMAT = 1;

const count = z.number().int().min(0).max(100_000);
const token = z.string().max(200);
const top = z.array(z.object({ token, probability: z.number().min(0).max(1) })).max(20);
const outcome = z.object({ output: token, top });

const sweep = z.object({
  tokens: z.array(token).min(1).max(256),
  sourceTokens: z.array(token).min(1).max(256),
  alignment: z.array(count.nullable()).max(256),
  layers: z.array(count).min(1).max(128),
  original: outcome,
  sourceOutcome: outcome,
  cells: z
    .array(
      z.array(z.object({ output: token, changed: z.boolean(), effect: z.number(), top }).nullable()).max(256),
    )
    .max(128),
}) satisfies z.ZodType<Sweep>;

const explanation = z.object({
  /** The cell that was asked about. */
  layer: count,
  position: count,
  explainerId: z.string().max(200),
  role: z.enum(EXPLAINER_ROLES),
  baseId: z.string().max(200).nullable(),
  text: z.string().max(2000),
  verdict: z.enum(['right', 'partly', 'wrong', 'unknown']),
  logProbability: z.number().nullable(),
});

export const snapshotSchema = z.object({
  format: z.literal(SNAPSHOT_FORMAT),
  at: z.iso.datetime(),
  provider: z.enum(['cpu', 'wasm', 'webgpu']),
  /** SHA-256 of the target's weights. */
  contentHash: z.string().max(128),
  sweep,
  explanations: z.array(explanation).max(4096),
});

export type Snapshot = z.infer<typeof snapshotSchema>;
export type SnapshotExplanation = Snapshot['explanations'][number];

/** A snapshot with as few bytes as it needs: figures to six digits, heads of distributions to `keep` words. */
export function compactSnapshot(snapshot: Snapshot, keep = 5): Snapshot {
  const short = <T extends { top: Snapshot['sweep']['original']['top'] }>(value: T): T => ({
    ...value,
    top: value.top.slice(0, keep).map((t) => ({ token: t.token, probability: round(t.probability) })),
  });
  return {
    ...snapshot,
    sweep: {
      ...snapshot.sweep,
      original: short(snapshot.sweep.original),
      sourceOutcome: short(snapshot.sweep.sourceOutcome),
      cells: snapshot.sweep.cells.map((row) =>
        row.map((cell) => (cell ? { ...short(cell), effect: round(cell.effect) } : null)),
      ),
    },
    explanations: snapshot.explanations.map((e) => ({
      ...e,
      logProbability: e.logProbability === null ? null : round(e.logProbability),
    })),
  };
}

const round = (value: number): number => Number(value.toPrecision(6));

/** The snapshot in a store row, or null when the row holds none or one of another format. */
export function readSnapshot(live: unknown): Snapshot | null {
  const parsed = snapshotSchema.safeParse(live);
  return parsed.success ? parsed.data : null;
}
