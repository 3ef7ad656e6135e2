'use client';

import { queryOptions } from '@tanstack/react-query';
import { queryClient } from '@/components/query/client';
import { fetchUntil, KEPT } from '@/components/query/kept';
import { hashedAddress } from '@/lib/hashed-address';
import type { Sae } from '@/lib/sae/folder';
import { hold } from './held';
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
    ...KEPT,
  });

/**
 * The autoencoder, loaded unless it is there already.
 * @throws Error naming what could not be had, or the reason of `signal`
 */
export async function fetchAutoencoder(
  autoencoder: LiveAutoencoder,
  { signal, progress }: { signal: AbortSignal; progress: ProgressStore },
): Promise<Sae> {
  const query = autoencoderQuery(autoencoder);
  if (queryClient().getQueryData(query.queryKey) === undefined)
    progress.set({ kind: 'loading', what: autoencoder.site, done: 0, total: autoencoder.bytes });
  const sae = await fetchUntil(query, signal);
  hold(autoencoder.path);
  return sae;
}
