'use client';

import { useCallback } from 'react';
import type { Sae } from '@/lib/sae/folder';
import { useHeld } from './held';
import type { ProgressStore } from './progress';
import type { LiveAutoencoder } from './setup';

/** The autoencoder of a page: how to load it, and what it costs. What loads it comes with the first. */
export function useAutoencoder(
  autoencoder: LiveAutoencoder | null,
  progress: ProgressStore,
): { load: (signal: AbortSignal) => Promise<Sae>; toFetch: number } {
  const held = useHeld();
  const load = useCallback(
    async (signal: AbortSignal) => {
      if (!autoencoder) throw new Error('The autoencoder of this site is not shipped with this site.');
      const { fetchAutoencoder } = await import('./autoencoders');
      return fetchAutoencoder(autoencoder, { signal, progress });
    },
    [autoencoder, progress],
  );
  return { load, toFetch: autoencoder && !held.has(autoencoder.path) ? autoencoder.bytes : 0 };
}
