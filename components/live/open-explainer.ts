'use client';

import { queryOptions, type QueryClient } from '@tanstack/react-query';
import type { Engine } from '@/lib/engine/engine';
import type { Explainer } from '@/lib/explainer/trained';
import { hashedAddress } from '@/lib/hashed-address';
import { parseConfig } from '@/lib/model/config';
import type { Adapter } from '@/lib/model/lora';
import { ADAPTER_FILES, readAdapter } from '@/lib/model/peft';
import type { LoadedModel } from '@/lib/task/measure';
import { fetchProjections } from './engine-host';
import { fetchUntil } from './fetch-query';
import type { LiveAdapter, LiveExplainer, LiveModel } from './setup';

/** An adapter with the model that it is added to. */
type Adapted = LiveModel & { adapter: LiveAdapter };

export const isAdapted = (model: LiveModel | LiveExplainer): model is LiveExplainer & Adapted =>
  'adapter' in model && model.adapter !== undefined;

async function fetchAdapter({ path, contentHash, adapter }: Adapted, signal: AbortSignal): Promise<Adapter> {
  const read = async (address: string, hash: string) => {
    const response = await fetch(hashedAddress(address, hash), { signal });
    if (!response.ok) throw new Error(`${address} cannot be loaded`);
    return response;
  };
  const [base, settings, weights] = await Promise.all([
    read(`${path}/config.json`, contentHash),
    read(`${adapter.path}/${ADAPTER_FILES.config}`, adapter.contentHash),
    read(`${adapter.path}/${ADAPTER_FILES.weights}`, adapter.contentHash),
  ]);
  const config = parseConfig(await base.text());
  return readAdapter(config, await settings.text(), new Uint8Array(await weights.arrayBuffer()));
}

/** An adapter in this page. It never grows old: its address names its weights. */
export const adapterQuery = (explainer: Adapted) =>
  queryOptions({
    queryKey: ['adapter', explainer.contentHash, explainer.adapter.contentHash],
    queryFn: ({ signal }) => fetchAdapter(explainer, signal),
    staleTime: Infinity,
    gcTime: Infinity,
    retry: false,
    // Weights must not be compared or copied.
    structuralSharing: false,
  });

/** Adapters that an engine knows already, by their names. */
const known = new WeakMap<Engine, Set<string>>();

/**
 * An explainer ready to be asked, out of the model that was loaded for it.
 * @throws Error naming what could not be had, or the reason of `signal`
 */
export async function openExplainer(
  client: QueryClient,
  { engine, tokenizer }: LoadedModel,
  { sidecar: style, adapter, ...model }: LiveExplainer,
  signal: AbortSignal,
): Promise<Explainer> {
  // Projections lie where its own weights do.
  const home = { ...model, ...adapter };
  const projections = style.projection && { projections: await fetchProjections(home, signal) };
  const explainer = { engine, tokenizer, style, ...projections };
  if (!adapter) return explainer;
  const query = adapterQuery({ ...model, adapter });
  const weights = await fetchUntil(client, query.queryKey, () => client.fetchQuery(query), signal);
  const [name, names] = [adapter.contentHash, known.get(engine) ?? new Set<string>()];
  if (!names.has(name)) await engine.addAdapter(name, weights);
  known.set(engine, names.add(name));
  return { ...explainer, adapter: name };
}
