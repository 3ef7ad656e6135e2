import { cache } from 'react';
import type { ExplainerRecord, ModelRecord } from '@/lib/store/records';
import { getModel, listExplainers, listModels, store } from '@/lib/store';
import { importedBundle } from '@/lib/store/import';

/** Loads of this request, each done once however many parts of the page need it. */
export const loadModels = cache((): Promise<ModelRecord[]> => listModels(store()));
export const loadModel = cache((id: string): Promise<ModelRecord | null> => getModel(store(), id));
export const loadExplainers = cache((target: string): Promise<ExplainerRecord[]> =>
  listExplainers(store(), target),
);
/** Version of the bundle that filled the store; null when none did. */
export const loadBundle = cache(async (): Promise<string | null> => importedBundle(store()));
