'use client';

import { useMemo } from 'react';
import type { Explainer } from '@/lib/explainer/trained';
import type { LoadedModel } from '@/lib/task/measure';
import { useHeld, weightsName } from './held';
import type { ProgressStore } from './progress';
import { isAdapted, type LiveExplainer, type LiveModel } from './setup';

export interface Models {
  /**
   * The model, loaded unless it is there already.
   * @throws Error naming what could not be had, or the reason of `signal`
   */
  load(model: LiveModel, signal: AbortSignal): Promise<LoadedModel>;
  /** Loads what an explainer is made of: its model, and what is beside that. */
  open(explainer: LiveExplainer, signal: AbortSignal): Promise<Explainer>;
  /** Bytes that have to be fetched before all of these are ready. */
  toFetch(models: readonly (LiveModel | LiveExplainer)[]): number;
}

/** The models of a page: how to load them, and what is still to be fetched. What loads them comes with the first. */
export function useModels(progress: ProgressStore): Models {
  const held = useHeld();
  return useMemo(() => {
    const load: Models['load'] = async (model, signal) => {
      const { fetchModel } = await import('./models');
      return fetchModel(model, { signal, progress });
    };
    return {
      load,
      async open(explainer, signal) {
        const model = await load(explainer, signal);
        const { openExplainer } = await import('./open-explainer');
        return openExplainer(model, explainer, signal);
      },
      toFetch(models) {
        // One model may stand for several: itself, and those that are adapters of it.
        const parts = new Map(models.map((model) => [weightsName(model), model.bytes]));
        for (const { base } of models) if (base) parts.set(base.contentHash, base.bytes);
        for (const { adapter } of models.filter(isAdapted)) parts.set(adapter.contentHash, adapter.bytes);
        return [...parts].reduce((sum, [name, bytes]) => sum + (held.has(name) ? 0 : bytes), 0);
      },
    };
  }, [held, progress]);
}
