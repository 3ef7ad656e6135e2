import path from 'node:path';

import type { BundleExplainer, BundleItem, ExplanationMap } from '@/lib/store/records';

/** What `maps` leaves for the bundle: what explainers said at every place of some recorded questions. */
export interface MapsArtefact {
  target: string;
  task: string;
  truthHash: string;
  /** Hash of the weights of each who was asked. */
  explainers: Record<string, string>;
  /** By question. */
  maps: Record<string, ExplanationMap[]>;
}

export const mapsFile = (target: string, task: string) =>
  path.join('artefacts', 'evaluate', `${target}.${task}.maps.json`);

/**
 * Questions with what was said at their places: as it stands, unless it was asked anew. What another explainer said than the
 * one that the bundle has, or of another truth, belongs to none of these.
 */
export function withMaps(
  items: readonly BundleItem[],
  explainers: readonly BundleExplainer[],
  made: MapsArtefact | null,
): BundleItem[] {
  const hashes = new Map(explainers.map(({ id, contentHash }) => [id, contentHash]));
  const isKnown = ({ explainerId }: ExplanationMap) => hashes.has(explainerId);
  const isMade = ({ explainerId }: ExplanationMap) =>
    made?.explainers[explainerId] === hashes.get(explainerId);
  return items.map(({ maps: before = [], ...item }) => {
    const anew = made?.truthHash === item.truthHash ? (made.maps[item.id] ?? []) : [];
    const own = anew.filter((map) => isKnown(map) && isMade(map));
    const asked = new Set(own.map(({ explainerId }) => explainerId));
    const maps = [...before.filter((map) => isKnown(map) && !asked.has(map.explainerId)), ...own];
    return maps.length > 0 ? { ...item, maps } : item;
  });
}
