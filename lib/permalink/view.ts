import { itemPath, ownPath, withQuery } from '@/lib/api/paths';
import type { Place } from '@/lib/task/task';
import { taskOf } from '@/lib/task/tasks';
import type { ModelId } from '@/lib/words';

/**
 * What a link restores, and its text form: the path and query of the page, with the version of this form in `v`.
 * The text is what the store keeps and what a reader may edit by hand, so reading it refuses what it does not know
 * instead of guessing.
 */

export const VIEW_VERSION = 1;

interface ViewBase {
  task: string;
  target: ModelId;
  /** The chosen part of the page; without any, the question's own. */
  place: Place;
}
/** A recorded question. */
export type RecordedView = ViewBase & { question: string };
/** A reader's own input, by the names it has in the query. */
export type OwnView = ViewBase & {
  own: Record<string, string>;
  /** Which folder a reader must have, where the target is one of a tab alone. */
  need?: FolderNeed;
};
export type View = RecordedView | OwnView;

/** A model folder that no store holds, as an address names it. */
export interface FolderNeed {
  /** As it is called on the disk of whoever made the link. */
  folder: string;
  /** The first digits of the SHA-256 of its config.json. */
  config: string;
}

/** The text form of a view. Equal views have equal texts. */
export function encodeView(view: View): string {
  const task = taskOf(view.task);
  const query = new URLSearchParams('own' in view ? { ...view.own, ...view.need } : {});
  for (const [name, value] of Object.entries(view.place))
    if (value !== undefined) query.set(name, String(value));
  query.set('v', String(VIEW_VERSION));
  const path = 'own' in view ? ownPath(task, view.target) : itemPath(task, view.target, view.question);
  return withQuery(path, query);
}
