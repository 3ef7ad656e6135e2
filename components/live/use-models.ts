'use client';

import { queryOptions, useQueries, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { LoadedModel } from '@/lib/task/measure';
import { loadModel } from './engine-host';
import type { ProgressStore } from './progress';
import type { LiveModel } from './setup';

/**
 * A model in the worker of this page, by the hash of its weights. It stays for as long as the page does: it never grows
 * old, and forgetting it would free nothing, since the worker holds the weights.
 */
export const modelQuery = (model: LiveModel, onBytes: (bytes: number) => void = () => undefined) =>
  queryOptions({
    queryKey: ['model', model.contentHash],
    queryFn: ({ signal }): Promise<LoadedModel> => loadModel(model, { signal, onBytes }),
    staleTime: Infinity,
    gcTime: Infinity,
    retry: false,
    // Engines are not data: they must not be compared or copied.
    structuralSharing: false,
  });

/**
 * The model, loaded unless it is there already.
 * @throws Error naming what could not be had, or the reason of `signal`
 */
export async function fetchModel(
  client: QueryClient,
  model: LiveModel,
  { signal, progress }: { signal: AbortSignal; progress: ProgressStore },
): Promise<LoadedModel> {
  const report = (done: number) =>
    progress.set({ kind: 'loading', what: model.id, done, total: model.bytes });
  const query = modelQuery(model, report);
  const stop = () => void client.cancelQueries({ queryKey: query.queryKey });
  if (client.getQueryData(query.queryKey) === undefined) report(0);
  signal.addEventListener('abort', stop);
  try {
    const loaded = await client.fetchQuery(query);
    signal.throwIfAborted();
    return loaded;
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

export interface Models {
  load(model: LiveModel, signal: AbortSignal): Promise<LoadedModel>;
  /** Bytes that have to be fetched before all of these are ready. */
  toFetch(models: readonly LiveModel[]): number;
}

/** The models of a page: what is loaded, and how to load the rest. */
export function useModels(all: readonly LiveModel[], progress: ProgressStore): Models {
  const client = useQueryClient();
  const ready = useQueries({
    queries: all.map((model) => ({ ...modelQuery(model), enabled: false })),
    combine: (results) =>
      all.filter((_, index) => results[index]?.isSuccess).map((model) => model.contentHash),
  });
  return {
    load: useCallback((model, signal) => fetchModel(client, model, { signal, progress }), [client, progress]),
    toFetch: (models) =>
      models.reduce((sum, { contentHash, bytes }) => (ready.includes(contentHash) ? sum : sum + bytes), 0),
  };
}
