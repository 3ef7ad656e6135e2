'use client';

import { useAutoencoder } from '@/components/live/use-autoencoder';
import { useQuestion, type LiveQuestion } from '@/components/live/use-question';
import { useWork } from '@/components/live/use-work';
import type { LiveAutoencoder, LiveSetup } from '@/components/live/setup';
import { siteName } from '@/lib/sae/site';
import type { FeatureDetail, FeaturePlace } from '@/lib/measure/features/record';
import type { Snapshot } from '@/lib/permalink/snapshot';
import type { ExplainerRecord } from '@/lib/store/records';
import { feature } from '@/lib/task/feature';
import type { FeatureItem } from './nearest';

/** The autoencoder of a feature, where it is shipped. */
export const autoencoderOf = (
  { autoencoders }: LiveSetup,
  { site, layer }: Pick<FeaturePlace, 'site' | 'layer'>,
): LiveAutoencoder | null => autoencoders.find((one) => one.site === siteName({ kind: site, layer })) ?? null;

/** Why nobody can be asked about a feature here; null where they can. */
export function whyNotAsked(
  setup: LiveSetup,
  { body, detail }: { body: FeaturePlace; detail: Pick<FeatureDetail, 'length'> },
): string | null {
  if (setup.explainers.length === 0)
    return 'No explainer of the features of this model is shipped here, so none can be asked.';
  if (!autoencoderOf(setup, body))
    return 'The autoencoder of this feature is not shipped here, so nobody can be given its direction.';
  if (detail.length === undefined)
    return 'This record does not say how long the direction is as explainers are given it, so none can be asked.';
  return null;
}

/** Asking explainers about a feature: they are given its direction, as long as it is added. */
export function useLive({
  item,
  setup,
  explainers,
  snapshot,
}: {
  item: FeatureItem & { detail: FeatureDetail };
  setup: LiveSetup;
  explainers: readonly ExplainerRecord[];
  snapshot: Snapshot | null;
}): LiveQuestion {
  const work = useWork();
  const { load, toFetch } = useAutoencoder(autoencoderOf(setup, item.body), work.progress);
  const { length } = item.detail;
  return useQuestion({
    ...{ task: feature, item, work, setup, explainers, snapshot },
    give:
      length === undefined || whyNotAsked(setup, item) !== null
        ? null
        : async (_, signal) => ({
            ids: [],
            vector: (await import('@/lib/sae/latent')).directionOf(
              await load(signal),
              item.body.latent,
              length,
            ),
          }),
    extra: toFetch,
  });
}
