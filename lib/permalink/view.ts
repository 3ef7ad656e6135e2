import { z } from 'zod';
import { itemPath, ownPath, TAB, withQuery } from '@/lib/api/paths';
import type { AnyTask, Place } from '@/lib/task/task';
import { findTaskAt, taskOf } from '@/lib/task/tasks';
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
export const folderNeedSchema = z.object({
  /** As it is called on the disk of whoever made the link. */
  folder: z.string().min(1).max(200),
  /** The first digits of the SHA-256 of its config.json. */
  config: z.string().regex(/^[0-9a-f]{16}$/, 'is not the beginning of a SHA-256'),
});
export type FolderNeed = z.infer<typeof folderNeedSchema>;

const idSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,199}$/, 'is not an id');

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

/**
 * The view of a text form.
 * @throws Error with one line that names what is wrong
 */
export function decodeView(encoded: string): View {
  if (!encoded.startsWith('/') || encoded.startsWith('//'))
    throw new Error('A view begins with the path of a page.');
  const url = new URL(encoded, 'http://view.invalid');
  const version = url.searchParams.get('v');
  if (version !== String(VIEW_VERSION))
    throw new Error(`This view has version ${version ?? 'none'}; this site reads version ${VIEW_VERSION}.`);
  const [target, path, item, ...rest] = url.pathname.split('/').slice(1).map(decodePart);
  const task = path === undefined ? null : findTaskAt(path);
  if (!task || item === undefined || rest.length > 0)
    throw new Error(`No view has the path ${url.pathname}.`);
  const view = {
    task: task.id,
    target: valid(idSchema, 'target', target),
    place: placeOf(task, url.searchParams),
  };
  if (item !== 'own' && target === TAB) throw new Error(`A folder of a tab has no recorded questions.`);
  if (item !== 'own') return { ...view, question: valid(idSchema, 'question', item) };
  if (!task.own) throw new Error(`No view has the path ${url.pathname}.`);
  const query = Object.fromEntries(url.searchParams);
  const own = valid(task.own.schema, 'text', query);
  return target === TAB ? { ...view, own, need: valid(folderNeedSchema, 'folder', query) } : { ...view, own };
}

function placeOf(task: AnyTask, query: URLSearchParams): Place {
  const place = valid(task.schema.place, 'place', Object.fromEntries(query));
  return Object.fromEntries(Object.entries(place).filter(([, value]) => value !== undefined));
}

function valid<T>(schema: z.ZodType<T>, what: string, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(
    `The view's ${issue?.path.join('.') || what} is not valid: ${issue?.message ?? 'unreadable'}.`,
  );
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new Error(`The path part ${part} is not valid.`);
  }
}
