import { compactSnapshot, SNAPSHOT_FORMAT, type Snapshot } from '@/lib/permalink/snapshot';
import type { LiveResults } from './results';

/**
 * The live results as a link keeps them; null when there are none, or when they came by a link from other weights than
 * `contentHash`: those are not handed on as if they were of these.
 */
export function snapshotOf(
  { provider, detail, link, said }: LiveResults,
  { task, contentHash, now }: { task: string; contentHash: string; now: Date },
): Snapshot | null {
  if (detail === null || !provider || isOutdated(link, contentHash)) return null;
  return compactSnapshot({
    format: SNAPSHOT_FORMAT,
    task,
    // Values of an earlier link keep their own time.
    at: link?.at ?? now.toISOString(),
    provider,
    contentHash,
    detail,
    explanations: [...said.values()].flatMap(({ place, explanations }) =>
      explanations.map(({ explainerId, text, logProbability }) => ({
        place: place as Record<string, number>,
        explainerId,
        text,
        logProbability,
      })),
    ),
  });
}

/** Whether live results of a link were made with other weights than those of now. */
export const isOutdated = (link: Pick<Snapshot, 'contentHash'> | null, contentHash: string): boolean =>
  link !== null && link.contentHash !== contentHash;
