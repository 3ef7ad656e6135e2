import { z } from 'zod';
import { TAB } from '@/lib/api/paths';
import { formsOf } from '@/lib/task/forms';
import type { AnyTask, Place } from '@/lib/task/task';
import { findTaskAt } from '@/lib/task/tasks';
import { folderNeedSchema } from './folder-need';
import { VIEW_VERSION, type View } from './view';

const idSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,199}$/, 'is not an id');

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
  const own = valid(formsOf(task).own!, 'text', query);
  return target === TAB ? { ...view, own, need: valid(folderNeedSchema, 'folder', query) } : { ...view, own };
}

function placeOf(task: AnyTask, query: URLSearchParams): Place {
  const place = valid(formsOf(task).place, 'place', Object.fromEntries(query));
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
