'use client';

import { queryOptions } from '@tanstack/react-query';
import { fetchUntil, KEPT } from '@/components/query/kept';
import type { Engine } from '@/lib/engine/engine';
import type { Explainer } from '@/lib/explainer/trained';
import type { LoadedModel } from '@/lib/task/measure';
import { fetchProjections } from './engine-host';
import { hold } from './held';
import type { Adapted, LiveExplainer } from './setup';

/** An adapter in this page. It never grows old: its address names its weights. */
const adapterQuery = (explainer: Adapted) =>
  queryOptions({
    queryKey: ['adapter', explainer.contentHash, explainer.adapter.contentHash],
    queryFn: async ({ signal }) => (await import('./fetch-adapter')).fetchAdapter(explainer, signal),
    ...KEPT,
  });

/** Adapters that an engine knows already, by their names. */
const known = new WeakMap<Engine, Set<string>>();

/**
 * An explainer ready to be asked, out of the model that was loaded for it.
 * @throws Error naming what could not be had, or the reason of `signal`
 */
export async function openExplainer(
  { engine, tokenizer }: LoadedModel,
  { sidecar: style, adapter, ...model }: LiveExplainer,
  signal: AbortSignal,
): Promise<Explainer> {
  // Projections lie where its own weights do.
  const home = { ...model, ...adapter };
  const projections = style.projection && { projections: await fetchProjections(home, signal) };
  const explainer = { engine, tokenizer, style, ...projections };
  if (!adapter) return explainer;
  const weights = await fetchUntil(adapterQuery({ ...model, adapter }), signal);
  hold(adapter.contentHash);
  const [name, names] = [adapter.contentHash, known.get(engine) ?? new Set<string>()];
  if (!names.has(name)) await engine.addAdapter(name, weights);
  known.set(engine, names.add(name));
  return { ...explainer, adapter: name };
}
