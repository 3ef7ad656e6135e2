import path from 'node:path';
import { cache } from 'react';
import type { LiveSetup } from '@/components/live/setup';
import { findViewOf } from '@/components/task/views';
import { log } from '@/lib/log';
import type { ModelRecord } from '@/lib/store/records';
import { loadAutoencoders, loadExplainer, loadFolder } from './shipped';
import { loadShown } from './target';

/** What can run in the browser for questions of a task about a target. */
export const loadLiveSetup = cache(async (model: ModelRecord, task: string): Promise<LiveSetup> => {
  const root = path.join(process.cwd(), 'public');
  const shown = await loadShown(model.id, task);
  const loaded = await Promise.all(shown.map((record) => loadExplainer(root, record)));
  const target = await loadFolder(root, model);
  const reads = target !== null && findViewOf(task)?.readsAutoencoders === true;
  const autoencoders = reads ? await loadAutoencoders(root, target) : [];
  const setup: LiveSetup = { target, explainers: [], faults: [], autoencoders };
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
