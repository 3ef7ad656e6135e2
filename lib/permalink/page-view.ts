import { comparePath, listPath, modelPath, runPath, withQuery } from '@/lib/api/paths';
import { findTaskAt } from '@/lib/task/tasks';
import { listedBy } from './list-id';
import { encodeView, VIEW_VERSION, type View } from './view';

/**
 * A page whose state is all in its address: which page, of what, and what its query says. Its text form is that of a view: path and
 * query with the version in `v`.
 */
export interface PageView {
  page: PageName;
  /** The run or model that it is about, or target and path of the task that it lists; empty for a page about none. */
  id: string;
  query: PageQuery;
}

/** Values of a query by their name; a list where a name may stand several times. */
export type PageQuery = Record<string, string | string[]>;

interface Page {
  /** Path of the page, its id in the place of the group. */
  pattern: RegExp;
  /** Whether an id of that form is one; any is where this is not given. */
  isId?(id: string): boolean;
  path(id: string): string;
  /** What its query may say. */
  names: readonly string[];
  /** What of it may stand several times, in any order. */
  repeated?: readonly string[];
  /** Its script reads the address that it stands at, and not what the server knows of it. */
  readsAddress?: true;
}

const ID = '[A-Za-z0-9][A-Za-z0-9._:-]{0,199}';

const PAGES = {
  compare: {
    pattern: /^\/compare$/,
    path: () => comparePath({}),
    names: ['task', 'metric', 'target', 'by', 'erring', 'error'],
  },
  run: { pattern: new RegExp(`^/runs/(${ID})$`), path: (id) => runPath(id), names: ['with', 'scale'] },
  model: { pattern: new RegExp(`^/models/(${ID})$`), path: (id) => modelPath(id), names: [] },
  playground: {
    pattern: new RegExp(`^/(${ID})/playground$`),
    path: (id) => listPath({ path: 'playground' }, id),
    names: ['text', 'second', 'layer', 'pos', 'layer2', 'pos2', 'map', 'edit', 'scale', 'as', 'chat'],
    readsAddress: true,
  },
  list: {
    pattern: new RegExp(`^/(${ID}/${ID})$`),
    isId: (id) => findTaskAt(listedBy(id).path) !== null,
    path: (id) => listPath(listedBy(id), listedBy(id).target),
    names: ['facet', 'verdict', 'q', 'sort', 'predict'],
    repeated: ['facet', 'verdict'],
    readsAddress: true,
  },
} as const satisfies Record<string, Page>;

export type PageName = keyof typeof PAGES;

/** All of them, by their names. */
export const pages = Object.entries(PAGES) as [PageName, Page][];

/** What the store must hold for the page to be there; null for one about nothing in it. */
export function subjectOf({ page, id }: PageView): { kind: 'run' | 'model'; id: string } | null {
  if (id === '') return null;
  return page === 'run' ? { kind: 'run', id } : { kind: 'model', id: listedBy(id).target };
}

/** Whether the page shows what the address says that it stands at. */
export const readsAddress = ({ page }: PageView): boolean => (PAGES[page] as Page).readsAddress === true;

/** The view of a page as its address stands; of the query, what the page does not know is left out. */
export const pageView = (page: PageName, id: string, query: URLSearchParams): PageView => ({
  ...{ page, id },
  query: knownOf(PAGES[page], query),
});

/** What a page knows of a query, in the page's order. */
function knownOf({ names, repeated = [] }: Page, query: URLSearchParams): PageQuery {
  const known: PageQuery = {};
  for (const name of names) {
    const values = query.getAll(name);
    // Twice the same filter is one filter, and equal views have equal texts.
    if (repeated.includes(name) && values.length > 0) known[name] = [...new Set(values)].sort();
    else if (values.length > 0) known[name] = values.at(-1)!;
  }
  return known;
}

/** The query of a view as it stands in an address. */
export const queryOf = ({ query }: PageView): URLSearchParams =>
  new URLSearchParams(
    Object.entries(query).flatMap(([name, values]) => [values].flat().map((value) => [name, value])),
  );

/** Address of the page. */
export const pageViewPath = (view: PageView): string =>
  withQuery(PAGES[view.page].path(view.id), queryOf(view));

/** The text form of whatever a link restores. Equal views have equal texts. */
export function encodeLink(view: View | PageView): string {
  if (!('page' in view)) return encodeView(view);
  const { page, id, query } = pageView(view.page, view.id, queryOf(view));
  return pageViewPath({ page, id, query: { ...query, v: String(VIEW_VERSION) } });
}
