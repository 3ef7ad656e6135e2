import { getRun, listRuns, store, type RunWithPoints } from '@/lib/store';
import type { ExplainerRecord, ModelRecord, RunRecord } from '@/lib/store/records';
import { loadExplainersOf, loadModels } from './target';

/** A run with what it made: a model, or an explainer. One that the store does not hold any more has neither. */
export interface MadeRun {
  run: RunRecord;
  model: ModelRecord | null;
  explainer: ExplainerRecord | null;
}

/** Every run, the newest first. */
export async function loadRuns(): Promise<MadeRun[]> {
  const [runs, models] = await Promise.all([listRuns(store()), loadModels()]);
  const explainers = (await Promise.all(models.map(({ id }) => loadExplainersOf(id)))).flat();
  const modelOf = new Map(models.map((model) => [model.runId, model]));
  // What is shown something else than it was trained on has no run of its own.
  const explainerOf = new Map(explainers.filter(({ disturbs }) => !disturbs).map((e) => [e.runId, e]));
  return runs
    .map((run) => ({ run, model: modelOf.get(run.id) ?? null, explainer: explainerOf.get(run.id) ?? null }))
    .reverse();
}

/** A run with its curves; null where there is none of this id. */
export async function loadRun(id: string): Promise<(MadeRun & { run: RunWithPoints }) | null> {
  // Looked up among those there are: an address may hold anything.
  const made = (await loadRuns()).find((known) => known.run.id === id);
  const run = made && (await getRun(store(), id));
  return run ? { ...made, run } : null;
}
