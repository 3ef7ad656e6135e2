import { z } from 'zod';

/**
 * What a link restores, and its text form: the path and query of the page, with the version of this form in `v`.
 * The text is what the store keeps and what a reader may edit by hand, so reading it refuses what it does not know
 * instead of guessing.
 */

export const VIEW_VERSION = 1;

/** Longest text that a reader may run. */
export const MAX_TEXT = 240;

const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,199}$/, 'is not an id');
const index = z.number().int().min(0).max(9999);
const text = z.string().trim().min(1).max(MAX_TEXT);
const cell = { layer: index.nullable(), position: index.nullable() };

export const viewSchema = z.discriminatedUnion('page', [
  /** A recorded patch question; layer and position are the chosen cell, null for the question's own. */
  z.object({ page: z.literal('patch'), target: id, question: id, ...cell }),
  /** A reader's own pair of texts. */
  z.object({ page: z.literal('own'), target: id, text, source: text, ...cell }),
]);

export type View = z.infer<typeof viewSchema>;

/** Path of the page that shows a view, without its query. */
export function viewPath(view: View): string {
  const item = view.page === 'patch' ? encodeURIComponent(view.question) : 'own';
  return `/${encodeURIComponent(view.target)}/patching/${item}`;
}

/** The text form of a view. Equal views have equal texts. */
export function encodeView(view: View): string {
  const query = new URLSearchParams();
  if (view.page === 'own') {
    query.set('x', view.text);
    query.set('s', view.source);
  }
  if (view.layer !== null) query.set('layer', String(view.layer));
  if (view.position !== null) query.set('pos', String(view.position));
  query.set('v', String(VIEW_VERSION));
  return `${viewPath(view)}?${query}`;
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
  const [target, page, item, ...rest] = url.pathname.split('/').slice(1).map(decodePart);
  if (page !== 'patching' || item === undefined || rest.length > 0)
    throw new Error(`No view has the path ${url.pathname}.`);
  const place = { layer: number(url, 'layer'), position: number(url, 'pos') };
  const parsed = viewSchema.safeParse(
    item === 'own'
      ? {
          page: 'own',
          target,
          text: url.searchParams.get('x') ?? '',
          source: url.searchParams.get('s') ?? '',
          ...place,
        }
      : { page: 'patch', target, question: item, ...place },
  );
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(
    `The view's ${issue?.path.join('.') ?? 'text'} is not valid: ${issue?.message ?? 'unreadable'}.`,
  );
}

function number(url: URL, name: string): number | null {
  const value = url.searchParams.get(name);
  if (value === null) return null;
  return /^\d{1,4}$/.test(value) ? Number(value) : Number.NaN;
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new Error(`The path part ${part} is not valid.`);
  }
}
