import { comparePath, listPath, modelPath, runPath, withQuery } from '@/lib/api/paths';
import { decodeView, encodeView, VIEW_VERSION, type View } from './view';

/**
 * A page whose state is all in its address: which page, of what, and what its query says. Its text form is that of a view: path and
 * query with the version in `v`.
 */
export interface PageView {
  page: PageName;
  /** The run or model that it is about; empty for a page about none. */
  id: string;
  query: Record<string, string>;
}

interface Page {
  /** Path of the page, its id in the place of the group. */
  pattern: RegExp;
  path(id: string): string;
  /** What its query may say. */
  names: readonly string[];
}

const ID = '([A-Za-z0-9][A-Za-z0-9._:-]{0,199})';

const PAGES = {
  compare: {
    pattern: /^\/compare$/,
    path: () => comparePath({}),
    names: ['task', 'metric', 'target', 'by', 'erring', 'error'],
  },
  run: { pattern: new RegExp(`^/runs/${ID}$`), path: (id) => runPath(id), names: ['with', 'scale'] },
  model: { pattern: new RegExp(`^/models/${ID}$`), path: (id) => modelPath(id), names: [] },
  playground: {
    pattern: new RegExp(`^/${ID}/playground$`),
    path: (id) => listPath({ path: 'playground' }, id),
    names: ['text', 'second', 'layer', 'pos', 'layer2', 'pos2', 'map', 'edit', 'scale', 'as'],
  },
} as const satisfies Record<string, Page>;

export type PageName = keyof typeof PAGES;

const pages = Object.entries(PAGES) as [PageName, Page][];

/** The view of a page as its address stands; of the query, what the page does not know is left out. */
export const pageView = (page: PageName, id: string, query: URLSearchParams): PageView => ({
  page,
  id,
  query: Object.fromEntries(
    [...query].filter(([name]) => (PAGES[page].names as readonly string[]).includes(name)),
  ),
});

/** Address of the page. */
export const pageViewPath = ({ page, id, query }: PageView): string =>
  withQuery(PAGES[page].path(id), new URLSearchParams(query));

/** The text form of whatever a link restores. Equal views have equal texts. */
export function encodeLink(view: View | PageView): string {
  if (!('page' in view)) return encodeView(view);
  const { page, id, query } = view;
  const known = (PAGES[page].names as readonly string[]).filter((name) => query[name] !== undefined);
  return pageViewPath({
    ...{ page, id },
    query: { ...Object.fromEntries(known.map((name) => [name, query[name]!])), v: String(VIEW_VERSION) },
  });
}

/**
 * What a link restores.
 * @throws Error with one line that names what is wrong
 */
export function decodeLink(encoded: string): View | PageView {
  const url = URL.canParse(encoded, 'http://view.invalid') ? new URL(encoded, 'http://view.invalid') : null;
  const found = pages.find(([, { pattern }]) => url && encoded.startsWith('/') && pattern.test(pathOf(url)));
  if (!url || !found || encoded.startsWith('//')) return decodeView(encoded);
  const [page, { pattern, names }] = found;
  const { v, ...query } = Object.fromEntries(url.searchParams);
  if (v !== String(VIEW_VERSION))
    throw new Error(`This view has version ${v ?? 'none'}; this site reads version ${VIEW_VERSION}.`);
  const stray = Object.keys(query).find((name) => !names.includes(name));
  if (stray !== undefined) throw new Error(`The page of this view has no ${stray.slice(0, 40)}.`);
  return { page, id: pattern.exec(pathOf(url))?.[1] ?? '', query };
}

/** The path as it was before it was written into an address; what cannot be read names no page. */
function pathOf({ pathname }: URL): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return '';
  }
}
