import { ablate } from './ablate';
import { activation } from './activation';
import { feature } from './feature';
import { patch } from './patch';
import type { AnyTask } from './task';

/** The tasks that the project knows, pure: for the server, the API, the import and the pages alike. */
const known = new Map<string, AnyTask>();

/** Makes a task known. A task of the same name is replaced. */
export function addTask(task: AnyTask): void {
  known.set(task.id, task);
}

addTask(patch);
addTask(ablate);
addTask(feature);
addTask(activation);

/** Every task, in the order in which pages show them. */
export const allTasks = (): AnyTask[] => [...known.values()];

/** The task of a name; null where there is none. */
export const findTask = (id: string): AnyTask | null => known.get(id) ?? null;

/** The task at a part of an address; null where there is none. */
export const findTaskAt = (path: string): AnyTask | null =>
  allTasks().find((task) => task.path === path) ?? null;

/**
 * The task of a name.
 * @throws Error that names the tasks there are
 */
export function taskOf(id: string): AnyTask {
  const task = known.get(id);
  if (!task) throw new Error(`There is no task ${id}; there are ${[...known.keys()].join(', ')}.`);
  return task;
}
