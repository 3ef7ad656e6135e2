'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { LiveAutoencoder, LiveModel } from '@/components/live/setup';
import { autoencoderQuery } from '@/components/live/autoencoders';
import { useAutoencoder } from '@/components/live/use-autoencoder';
import { modelQuery } from '@/components/live/models';
import { useModels } from '@/components/live/use-models';
import { useWork, type Work } from '@/components/live/use-work';
import { useDebounced } from '@/components/shell/use-debounced';
import type { FeatureOnText } from '@/lib/measure/features/on-text';
import type { FeaturePlace } from '@/lib/measure/features/record';

/** How long a reader pauses before a text is read. */
const PAUSE_MS = 200;

/** A feature on a reader's own text. */
export interface OwnText {
  work: Work;
  /** The model and the autoencoder are here: texts are read as they are written. */
  ready: boolean;
  toFetch: number;
  load: () => void;
  /** The last text that was read, while another is. */
  read: FeatureOnText | null;
  /** Why the text as it stands cannot be read. */
  error: Error | null;
}

export function useOwnText(
  target: LiveModel,
  autoencoder: LiveAutoencoder,
  place: FeaturePlace,
  text: string,
): OwnText {
  const work = useWork();
  const models = useModels(work.progress);
  const { data: model = null } = useQuery({ ...modelQuery(target), enabled: false });
  const { load, toFetch } = useAutoencoder(autoencoder, work.progress);
  const { data: sae = null } = useQuery({ ...autoencoderQuery(autoencoder), enabled: false });
  const asked = useDebounced(text.trim(), PAUSE_MS);
  const ready = model !== null && sae !== null;
  const { data, error } = useQuery({
    queryKey: ['feature', target.contentHash, autoencoder.fingerprint, autoencoder.site, place.latent, asked],
    queryFn: async () => {
      const { featureOnText } = await import('@/lib/measure/features/on-text');
      return featureOnText(model!, sae!, place, asked);
    },
    enabled: ready && asked !== '',
    // What is shown stays while the next text is read.
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    retry: false,
  });
  return {
    work,
    ready,
    toFetch: models.toFetch([target]) + toFetch,
    load: () =>
      work.start(async (signal) => {
        await models.load(target, signal);
        await load(signal);
      }),
    read: data ?? null,
    error,
  };
}
