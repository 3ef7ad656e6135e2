import { cache } from 'react';
import type { LiveModel, LiveSetup } from '@/components/live/setup';
import { findViewOf } from '@/components/task/views';
import { rootOf } from '@/lib/imports';
import { log } from '@/lib/log';
import type { ModelRecord } from '@/lib/store/records';
import { taskOf } from '@/lib/task/tasks';
import { loadChat } from './chat';
import { loadServed } from './served';
import { loadAutoencoders, loadExplainer, loadFolder } from './shipped';
import { loadModel, loadShown } from './target';

/** The folder of a model that the store knows; null where it is not here. */
const loadBase = cache(async (id: string): Promise<LiveModel | null> => {
  const model = await loadModel(id);
  return model && loadFolder(rootOf(model.path), model);
});

/** What can run in the browser for questions of a task about a target. */
export const loadLiveSetup = cache(async (model: ModelRecord, task: string): Promise<LiveSetup> => {
  const shown = await loadShown(model.id, task);
  const loaded = await Promise.all(
    shown.map((record) => loadExplainer(rootOf(record.path), record, loadBase)),
  );
  const folder = await loadFolder(rootOf(model.path), model);
  const target = folder && { ...folder, chat: await loadChat(rootOf(model.path), folder) };
  const reads = target !== null && findViewOf(task)?.readsAutoencoders === true;
  const autoencoders = reads ? await loadAutoencoders(rootOf(target.path), target) : [];
  const served = await loadServed(model.id, taskOf(task));
  const setup: LiveSetup = { target, explainers: [], faults: [], served, autoencoders };
  loaded.forEach((found, index) => {
    const { id } = shown[index]!;
    if (!found) return;
    if ('fault' in found) {
      log.error({ explainer: id, reason: found.fault }, 'explainer cannot be asked');
      setup.faults.push({ id, message: found.fault });
    } else setup.explainers.push(found);
  });
  return setup;
});
