import type { Shareable } from '@/components/item/share-dialog';
import type { ExplainerRecord, ModelHead } from '@/lib/store/records';
import type { Place } from '@/lib/task/task';
import type { LiveResults } from './results';
import type { LiveSetup } from './setup';
import { snapshotOf } from './snapshot-of';

/**
 * What a link to a reader's own question keeps: input, place and live values. Of a folder that is in this tab alone, it
 * keeps which folder it needs in the place of values, which nobody could hold against anything.
 */
export function shareOwn(
  task: string,
  {
    target,
    setup,
    explainers,
    results,
  }: {
    target: ModelHead;
    setup: LiveSetup;
    explainers: readonly ExplainerRecord[];
    results: LiveResults;
  },
  { own, place }: { own: Record<string, string>; place: Place },
): Shareable {
  const need = setup.target?.folder?.need;
  const view = { task, target: target.id, own, place };
  if (need) return { view: { ...view, need }, live: null };
  const { contentHash } = target;
  return { view, live: snapshotOf(results, { task, explainers, contentHash, now: new Date() }) };
}

/** What follows the view in the words of what a link restores. */
export const sharedWords = ({ target }: LiveSetup): string =>
  target?.folder
    ? `. The folder ${target.folder.need.folder} stays on your disk: whoever opens the link needs one with the same config.json, and measures again.`
    : ', and the live values as they stand now.';
