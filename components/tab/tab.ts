'use client';

import { skipToken, useQuery, type QueryClient } from '@tanstack/react-query';
import type { LiveModel } from '@/components/live/setup';
import type { ProgressStore } from '@/components/live/progress';
import { hold, letGo, weightsName } from '@/components/live/held';
import { modelQuery } from '@/components/live/models';
import { KEPT } from '@/components/query/kept';
import { TAB } from '@/lib/api/paths';
import type { FolderFacts } from '@/lib/engine/inspect-folder';
import type { FolderNeed } from '@/lib/permalink/view';
import type { ModelHead, ModelRecord } from '@/lib/store/records';
import type { ChosenFolder } from './chosen-folder';

/** A model folder that is a target of this tab alone. It goes with the tab. */
export interface Tab {
  /** What another tab needs to show the same. */
  need: FolderNeed;
  record: ModelHead & Pick<ModelRecord, 'architecture' | 'parameters'>;
  model: LiveModel;
  /** Without a tokenizer, texts are token ids. */
  hasTokenizer: boolean;
}

const KEY = ['tab'];

/** The folder of this tab; null while there is none. */
export const useTab = (): Tab | null =>
  useQuery<Tab>({ ...KEPT, queryKey: KEY, queryFn: skipToken }).data ?? null;

/** Digits of a hash that tell one configuration from another in an address. */
const DIGITS = 16;

export const needOf = ({ name }: ChosenFolder, { configHash }: FolderFacts): FolderNeed => ({
  folder: name.slice(0, 200),
  config: configHash.slice(0, DIGITS),
});

/**
 * Reads a folder into the worker of this page and makes it the target of the tab, in the place of the one before.
 * @throws Error of one line that says what of its weights cannot be used, or the reason of `signal`
 */
export async function openTab(
  client: QueryClient,
  chosen: ChosenFolder,
  facts: FolderFacts,
  { signal, progress }: { signal: AbortSignal; progress: ProgressStore },
): Promise<Tab> {
  const report = (done: number) =>
    progress.set({ kind: 'loading', what: chosen.name, done, total: facts.bytes });
  report(0);
  await closeTab(client);
  const need = needOf(chosen, facts);
  // Weights are known by their hash once they are read: till then the folder is told from others by when it came.
  const path = `${TAB}:${need.config}:${Date.now()}`;
  const read = { id: TAB, path, contentHash: '', bytes: facts.bytes, folder: { need, files: chosen.files } };
  const { loadModel } = await import('@/components/live/engine-host');
  const loaded = await loadModel(read, { signal, onBytes: report });
  const { contentHash } = loaded.engine.info;
  const model: LiveModel = { ...read, contentHash, chat: facts.chat };
  await client.fetchQuery({ ...modelQuery(model), queryFn: () => loaded });
  hold(weightsName(model));
  const tab = { need, model, record: recordOf(chosen, facts, model), hasTokenizer: facts.hasTokenizer };
  client.setQueryDefaults(KEY, KEPT);
  client.setQueryData<Tab>(KEY, tab);
  return tab;
}

/** Frees what the folder of this tab takes. */
async function closeTab(client: QueryClient): Promise<void> {
  const tab = client.getQueryData<Tab>(KEY);
  if (!tab) return;
  const { queryKey } = modelQuery(tab.model);
  const loaded = client.getQueryData(queryKey);
  client.removeQueries({ queryKey: KEY });
  client.removeQueries({ queryKey });
  letGo(weightsName(tab.model));
  await loaded?.engine.dispose();
}

/** The folder as pages know a model of the store. */
const recordOf = (
  { name }: ChosenFolder,
  { config, weights }: FolderFacts,
  model: LiveModel,
): Tab['record'] => ({
  id: TAB,
  name,
  architecture: config.architecture,
  parameters: weights,
  layers: config.layers,
  contentHash: model.contentHash,
});
