import { compactSnapshot, type Snapshot } from '@/lib/permalink/snapshot';
import type { LivePatch } from './types';

/** The live results as a link keeps them; null when there are none. */
export function snapshotOf(live: LivePatch, contentHash: string, now: Date): Snapshot | null {
  if (!live.sweep || !live.provider) return null;
  const explanations = [...live.explanations].flatMap(([key, list]) => {
    const [layer, position] = key.split(':').map(Number);
    return list.map(({ explainerId, role, baseId, text, verdict, logProbability }) => ({
      layer: layer ?? 0,
      position: position ?? 0,
      explainerId,
      role,
      baseId,
      text,
      verdict,
      logProbability,
    }));
  });
  return compactSnapshot({
    format: 1,
    // Values of an earlier link keep their own time.
    at: live.recordedAt ?? now.toISOString(),
    provider: live.provider,
    contentHash,
    sweep: live.sweep,
    explanations,
  });
}
