import type { AnyMeasure } from './measure';

/** How each task is measured, loaded when it is wanted: for the lab and the browser. */
const known = new Map<string, () => Promise<AnyMeasure>>();

/** Makes known how a task is measured. */
export function addMeasure(task: string, load: () => Promise<AnyMeasure>): void {
  known.set(task, load);
}

addMeasure('patch', async () => (await import('./patch/measure')).patchMeasure);
addMeasure('ablate', async () => (await import('./ablate/measure')).ablateMeasure);
addMeasure('activation', async () => (await import('./activation/measure')).activationMeasure);
addMeasure('feature', async () => (await import('./feature/measure')).featureMeasure);

/**
 * How a task is measured.
 * @throws Error when the task cannot be measured here
 */
export async function measureOf(task: string): Promise<AnyMeasure> {
  const load = known.get(task);
  if (!load)
    throw new Error(
      `There is no way to measure the task ${task}; there are ${[...known.keys()].join(', ')}.`,
    );
  return load();
}
