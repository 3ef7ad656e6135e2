'use client';

import { queryOptions, useQueries, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { hashedAddress } from '@/lib/hashed-address';
import type { Sae } from '@/lib/sae/folder';
import type { ProgressStore } from './progress';
import type { LiveAutoencoder } from './setup';

async function fetchSae({ path, fingerprint }: LiveAutoencoder, signal: AbortSignal): Promise<Sae> {
  const { readSae, SAE_FILES } = await import('@/lib/sae/folder');
  const read = async (name: string) => {
    const response = await fetch(hashedAddress(`${path}/${name}`, fingerprint), { signal });
    if (!response.ok) throw new Error(`${path}/${name} cannot be loaded`);
    return response;
  };
  const [config, weights] = await Promise.all([read(SAE_FILES.config), read(SAE_FILES.weights)]);
  return readSae(await config.text(), new Uint8Array(await weights.arrayBuffer()));
}

/** An autoencoder in this page. It never grows old: its address names its weights. */
export const autoencoderQuery = (autoencoder: LiveAutoencoder) =>
  queryOptions({
    queryKey: ['autoencoder', autoencoder.path, autoencoder.fingerprint],
    queryFn: ({ signal }) => fetchSae(autoencoder, signal),
    staleTime: Infinity,
    gcTime: Infinity,
    retry: false,
    // Weights must not be compared or copied.
    structuralSharing: false,
  });

/** The autoencoder of a page: how to load it, what it costs, and itself once it is there. */
export function useAutoencoder(
  autoencoder: LiveAutoencoder | null,
  progress: ProgressStore,
): { load: (signal: AbortSignal) => Promise<Sae>; toFetch: number; loaded: Sae | null } {
  const client = useQueryClient();
  const loaded = useQueries({
    queries: (autoencoder ? [autoencoder] : []).map((one) => ({ ...autoencoderQuery(one), enabled: false })),
    combine: (results) => results[0]?.data ?? null,
  });
  const load = useCallback(
    async (signal: AbortSignal) => {
      if (!autoencoder) throw new Error('The autoencoder of this site is not shipped with this site.');
      const query = autoencoderQuery(autoencoder);
      if (client.getQueryData(query.queryKey) === undefined)
        progress.set({ kind: 'loading', what: autoencoder.site, done: 0, total: autoencoder.bytes });
      const stop = () => void client.cancelQueries({ queryKey: query.queryKey });
      signal.addEventListener('abort', stop);
      try {
        const sae = await client.fetchQuery(query);
        signal.throwIfAborted();
        return sae;
      } finally {
        signal.removeEventListener('abort', stop);
      }
    },
    [autoencoder, client, progress],
  );
  return { load, toFetch: autoencoder && !loaded ? autoencoder.bytes : 0, loaded };
}
