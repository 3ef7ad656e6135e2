import { cache } from 'react';
import { byRole } from '@/lib/explainer/role';
import type { ExplainerRecord, ModelRecord } from '@/lib/store/records';
import { contentVersion, getModel, listExplainers, listModels, listTargets, store } from '@/lib/store';
import { importedBundle } from '@/lib/store/import';

/** Loads of this request, each done once however many parts of the page need it. */
export const loadModels = cache((): Promise<ModelRecord[]> => listModels(store()));
/** The models that questions are about. */
export const loadTargets = cache((): Promise<ModelRecord[]> => listTargets(store()));
export const loadModel = cache((id: string): Promise<ModelRecord | null> => getModel(store(), id));
/** Version of the bundle that filled the store; null when none did. */
export const loadBundle = cache(async (): Promise<string | null> => importedBundle(store()));

/** What the switch of targets has: those that are asked about, and the others, whose pages need no questions. */
export const loadChosen = cache(async (): Promise<{ id: string; name: string; asked: boolean }[]> => {
  const [models, targets] = await Promise.all([loadModels(), loadTargets()]);
  const asked = new Set(targets.map(({ id }) => id));
  return models.map(({ id, name }) => ({ id, name, asked: asked.has(id) }));
});

/** Version of all that the store holds, imports among it; null where it is empty. */
export const loadContent = cache((): Promise<string | null> => contentVersion(store()));

/** Everyone who explains a target, in any task. */
export const loadExplainersOf = cache((target: string): Promise<ExplainerRecord[]> =>
  listExplainers(store(), target),
);

/** The explainers of a target that answer questions of a task, in the order of tables. */
export const loadExplainers = cache(async (target: string, task: string): Promise<ExplainerRecord[]> =>
  (await loadExplainersOf(target)).filter((explainer) => explainer.task === task).sort(byRole),
);

/** Those of them that pages show; the rest has scores alone. */
export const loadShown = cache(async (target: string, task: string): Promise<ExplainerRecord[]> =>
  (await loadExplainers(target, task)).filter(({ shown }) => shown),
);
