import { ablateView } from './ablate/view';
import { activationView } from './activation/view';
import { featureView } from './feature/view';
import { patchView } from './patch/view';
import type { AnyView } from './view';

/** The views of all tasks, for the server and the browser alike. */
const known = new Map<string, AnyView>();

/** Makes a view known. The view of the same task is replaced. */
export function addView(view: AnyView): void {
  known.set(view.task.id, view);
}

addView(patchView);
addView(ablateView);
addView(featureView);
addView(activationView);

/** Every view, in the order of navigation. */
export const allViews = (): AnyView[] => [...known.values()];

/** The view at a part of an address; null where there is none. */
export const findViewAt = (path: string): AnyView | null =>
  allViews().find(({ task }) => task.path === path) ?? null;

/** The view of a task; null where no page shows it. */
export const findViewOf = (task: string): AnyView | null => known.get(task) ?? null;

/**
 * The view of a task.
 * @throws Error that names the task
 */
export function viewOf(task: string): AnyView {
  const view = known.get(task);
  if (!view) throw new Error(`No page shows the task ${task}.`);
  return view;
}
