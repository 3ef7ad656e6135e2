import { findExplainer } from '@/lib/explainer/name';
import { compactSnapshot, SNAPSHOT_FORMAT, type Snapshot } from '@/lib/permalink/snapshot';
import type { ExplainerRecord } from '@/lib/store/records';
import type { LiveResults } from './results';

/**
 * The live results as a link keeps them; null when there are none, or when they came by a link from other weights than
 * `contentHash`: those are not handed on as if they were of these. What came by an early link is handed on under the ids
 * that explainers have today, and what was said by one whom nobody knows any more is not.
 */
export function snapshotOf(
  { provider, detail, link, said }: LiveResults,
  {
    task,
    explainers,
    contentHash,
    now,
  }: {
    task: string;
    explainers: readonly Pick<ExplainerRecord, 'id' | 'rule'>[];
    contentHash: string;
    now: Date;
  },
): Snapshot | null {
  if ((detail === null && said.size === 0) || !provider || isOutdated(link, contentHash)) return null;
  return compactSnapshot({
    format: SNAPSHOT_FORMAT,
    task,
    // Values of an earlier link keep their own time.
    at: link?.at ?? now.toISOString(),
    provider,
    contentHash,
    detail,
    explanations: [...said.values()].flatMap(({ place, explanations }) =>
      explanations.flatMap(({ explainerId, text, logProbability }) => {
        const explainer = findExplainer(explainers, explainerId);
        return explainer
          ? [{ place: place as Record<string, number>, explainerId: explainer.id, text, logProbability }]
          : [];
      }),
    ),
  });
}

/** Whether live results of a link were made with other weights than those of now. */
export const isOutdated = (link: Pick<Snapshot, 'contentHash'> | null, contentHash: string): boolean =>
  link !== null && link.contentHash !== contentHash;
