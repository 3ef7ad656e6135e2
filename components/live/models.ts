'use client';

import { queryOptions } from '@tanstack/react-query';
import { queryClient } from '@/components/query/client';
import { fetchUntil, KEPT } from '@/components/query/kept';
import { withoutPrefix } from '@/lib/model/chat-turn';
import type { LoadedModel } from '@/lib/task/measure';
import { hold, weightsName } from './held';
import type { ProgressStore } from './progress';
import type { LiveModel } from './setup';

/**
 * A model in the worker of this page, by the hash of its weights. It stays for as long as the page does: it never grows
 * old, and forgetting it would free nothing, since the worker holds the weights.
 */
export const modelQuery = (model: LiveModel, onBytes: (bytes: number) => void = () => undefined) =>
  queryOptions({
    queryKey: ['model', weightsName(model)],
    // What runs models is a good deal of script: it comes with the first that is run.
    queryFn: async ({ signal }): Promise<LoadedModel> => {
      const { loadModel } = await import('./engine-host');
      return loadModel(model, { signal, onBytes });
    },
    ...KEPT,
  });

/**
 * The model, loaded unless it is there already.
 * @throws Error naming what could not be had, or the reason of `signal`
 */
export async function fetchModel(
  model: LiveModel,
  { signal, progress }: { signal: AbortSignal; progress: ProgressStore },
): Promise<LoadedModel> {
  const report = (done: number) =>
    progress.set({ kind: 'loading', what: model.id, done, total: model.bytes + (model.base?.bytes ?? 0) });
  const query = modelQuery(model, report);
  if (queryClient().getQueryData(query.queryKey) === undefined) report(0);
  const loaded = await fetchUntil(query, signal);
  hold(weightsName(model));
  return asRead(model, loaded);
}

/** The model as its texts are read: whatever those may be, it is loaded once. */
export const asRead = ({ readsTurns }: LiveModel, loaded: LoadedModel): LoadedModel =>
  readsTurns ? { ...loaded, tokenizer: withoutPrefix(loaded.tokenizer) } : loaded;
