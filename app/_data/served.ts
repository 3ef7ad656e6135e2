import type { ServedOffer } from '@/components/live/setup';
import { type Ask, asker } from '@/lib/explainer/served/ask';
import { answersTask, configuredExplainers, keyOf } from '@/lib/explainer/served/configured';
import { briefing, type Briefing } from '@/lib/explainer/served/prompt';
import { servedRecord } from '@/lib/explainer/served/record';
import type { ServedSettings } from '@/lib/explainer/served/settings';
import { log } from '@/lib/log';
import { contentVersion, listQuestions, listTargets, store } from '@/lib/store';
import { facetText, SPLIT_FACET } from '@/lib/task/facets';
import type { AnyTask } from '@/lib/task/task';
import { findTask } from '@/lib/task/tasks';

/** Explainers behind HTTP as pages have them asked: those of the file that says so, and none where there is no such file. */
async function onPages(): Promise<ServedSettings[]> {
  try {
    return (await configuredExplainers()).filter(({ pages }) => pages);
  } catch (error) {
    log.error({ reason: (error as Error).message }, 'explainers behind HTTP cannot be asked');
    return [];
  }
}

/** Those that are offered for questions of a task about a target. */
export async function loadServed(target: string, task: AnyTask): Promise<ServedOffer[]> {
  const offered = (await onPages()).filter((one) => answersTask(one, task.id));
  return offered.map((settings) => ({ record: servedRecord(target, task, settings), model: settings.model }));
}

/** The one of an id, with the target and task that it is asked about; null where there is none that pages have asked. */
export async function findServed(
  id: string,
): Promise<{ settings: ServedSettings; target: string; task: AnyTask } | null> {
  for (const settings of await onPages()) {
    const end = `.http.${settings.id}`;
    if (!id.endsWith(end)) continue;
    const about = id.slice(0, -end.length);
    const at = about.lastIndexOf('.');
    const task = findTask(about.slice(at + 1));
    if (task && at > 0 && answersTask(settings, task.id))
      return { settings, target: about.slice(0, at), task };
  }
  return null;
}

/** A reader waits no longer than this, whatever the lab would. */
const [RETRIES, TIMEOUT_S] = [1, 30];

/** One for each server, so that its pace holds for all readers together. */
const askers = new Map<string, Ask>();

/** @throws Error that names the variable of a key which is not set */
export function askerOf(settings: ServedSettings): Ask {
  const name = JSON.stringify(settings);
  const known = askers.get(name);
  if (known) return known;
  const patient = {
    ...settings,
    retries: Math.min(RETRIES, settings.retries),
    timeoutSeconds: Math.min(TIMEOUT_S, settings.timeoutSeconds),
  };
  const ask = asker(patient, { key: keyOf(settings) });
  askers.set(name, ask);
  return ask;
}

/** Questions whose answers say which forms answers have, and how many of training are looked for to be shown. */
const [FORMS, SHOWN] = [200, 200];

let briefings: { version: string | null; told: Map<string, Promise<Briefing>> } = {
  version: null,
  told: new Map(),
};

/** What is said before a question: as in an evaluation, with those questions of training as examples that the store holds. */
export async function briefingOf(target: string, task: AnyTask, examples: number): Promise<Briefing> {
  const version = await contentVersion(store());
  if (briefings.version !== version) briefings = { version, told: new Map() };
  const name = JSON.stringify([target, task.id, examples]);
  const known = briefings.told.get(name);
  if (known) return known;
  const making = makeBriefing(target, task, examples);
  briefings.told.set(name, making);
  making.catch(() => briefings.told.delete(name));
  return making;
}

async function makeBriefing(target: string, task: AnyTask, examples: number): Promise<Briefing> {
  const list = (targetId: string, facets: string[], limit: number) =>
    listQuestions(store(), { targetId, task: task.id, facets, limit });
  // Answers have the same forms whatever model they are about; one that came without questions borrows another's.
  for (const id of [target, ...(await listTargets(store())).map((one) => one.id)]) {
    const { items: all } = await list(id, [], FORMS);
    if (all.length === 0) continue;
    const training = await list(id, [facetText(SPLIT_FACET, 'train')], SHOWN);
    return briefing(task, { training: id === target ? training.items : [], all }, examples);
  }
  return { forms: [], examples: [] };
}
