'use client';

import { queryOptions, useQueries, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { sum } from 'd3-array';
import { useCallback } from 'react';
import type { Explainer } from '@/lib/explainer/trained';
import { withoutPrefix } from '@/lib/model/chat-turn';
import type { LoadedModel } from '@/lib/task/measure';
import type { ProgressStore } from './progress';
import { fetchUntil } from './fetch-query';
import { adapterQuery, isAdapted, openExplainer } from './open-explainer';
import type { LiveExplainer, LiveModel } from './setup';

/**
 * A model in the worker of this page, by the hash of its weights. It stays for as long as the page does: it never grows
 * old, and forgetting it would free nothing, since the worker holds the weights.
 */
export const modelQuery = (model: LiveModel, onBytes: (bytes: number) => void = () => undefined) =>
  queryOptions({
    // A folder is loaded by itself, though the site may have the same weights: it goes when another comes.
    queryKey: ['model', model.folder ? model.path : model.contentHash],
    // What runs models is fetched by those who run one.
    queryFn: async ({ signal }): Promise<LoadedModel> => {
      const { loadModel } = await import('./engine-host');
      return loadModel(model, { signal, onBytes });
    },
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
    progress.set({ kind: 'loading', what: model.id, done, total: model.bytes + (model.base?.bytes ?? 0) });
  const query = modelQuery(model, report);
  if (client.getQueryData(query.queryKey) === undefined) report(0);
  return asRead(model, await fetchUntil(client, query.queryKey, () => client.fetchQuery(query), signal));
}

/** The model as its texts are read: whatever those may be, it is loaded once. */
export const asRead = ({ readsTurns }: LiveModel, loaded: LoadedModel): LoadedModel =>
  readsTurns ? { ...loaded, tokenizer: withoutPrefix(loaded.tokenizer) } : loaded;

export interface Models {
  load(model: LiveModel, signal: AbortSignal): Promise<LoadedModel>;
  /** Loads what an explainer is made of: its model, and what is beside that. */
  open(explainer: LiveExplainer, signal: AbortSignal): Promise<Explainer>;
  /** Bytes that have to be fetched before all of these are ready. */
  toFetch(models: readonly (LiveModel | LiveExplainer)[]): number;
}

/** The models of a page: what is loaded, and how to load the rest. */
export function useModels(all: readonly (LiveModel | LiveExplainer)[], progress: ProgressStore): Models {
  const client = useQueryClient();
  const adapted = all.filter(isAdapted);
  const ready = useQueries({
    queries: all.map((model) => ({ ...modelQuery(model), enabled: false })),
    combine: (results) =>
      all.filter((_, index) => results[index]?.isSuccess).map((model) => model.contentHash),
  });
  const added = useQueries({
    queries: adapted.map((explainer) => ({ ...adapterQuery(explainer), enabled: false })),
    combine: (results) =>
      adapted.filter((_, index) => results[index]?.isSuccess).map(({ adapter }) => adapter.contentHash),
  });
  const load = useCallback<Models['load']>(
    (model, signal) => fetchModel(client, model, { signal, progress }),
    [client, progress],
  );
  return {
    load,
    open: useCallback(
      async (explainer, signal) => openExplainer(client, await load(explainer, signal), explainer, signal),
      [client, load],
    ),
    toFetch(models) {
      // One model may stand for several: itself, and those that are adapters of it.
      const parts = new Map(models.map(({ contentHash, bytes }) => [contentHash, bytes]));
      for (const { base } of models) if (base) parts.set(base.contentHash, base.bytes);
      for (const { adapter } of models.filter(isAdapted)) parts.set(adapter.contentHash, adapter.bytes);
      for (const hash of [...ready, ...added]) parts.delete(hash);
      return sum(parts.values());
    },
  };
}
