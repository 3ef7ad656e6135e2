import type { ModelId } from '@/lib/words';

/** The one place that writes addresses. */

const part = encodeURIComponent;

/** An address with a query, or without one when it is empty. */
export const withQuery = (path: string, query: URLSearchParams | string): string =>
  String(query) ? `${path}?${String(query)}` : path;

/** Stands for the target of a tab alone, a folder that its reader dropped there: no model of the store has this id. */
export const TAB: ModelId = 'tab';

export const TAB_PATH = `/${TAB}`;

export const homePath = (target: ModelId): string => (target === TAB ? TAB_PATH : `/?target=${part(target)}`);

/** Anything that has a place of its own in addresses: a task, or its view. */
interface Placed {
  path: string;
}

export const listPath = ({ path }: Placed, target: ModelId, query = ''): string =>
  withQuery(`/${part(target)}/${path}`, query);

export const itemPath = (task: Placed, target: ModelId, id: string, query = ''): string =>
  withQuery(`${listPath(task, target)}/${part(id)}`, query);

export const ownPath = (task: Placed, target: ModelId, query: URLSearchParams | string = ''): string =>
  withQuery(`${listPath(task, target)}/own`, query);

export const randomPath = (task: Placed, target: ModelId, query = ''): string =>
  withQuery(`${listPath(task, target)}/random`, query);

export const MODELS_PATH = '/models';

export const modelPath = (id: ModelId): string => (id === TAB ? TAB_PATH : `${MODELS_PATH}/${part(id)}`);

export const COMPARE_PATH = '/compare';

export const comparePath = (look: Readonly<Record<string, string>>): string =>
  withQuery(COMPARE_PATH, new URLSearchParams(look));

/** Pages that may stand in frames of other sites. */
const EMBED_PATH = '/embed';

/** What of a page other sites show in a frame: its address behind `/embed`. */
export const embedPath = (page: string): string => `${EMBED_PATH}${page}`;

/** The page that an embed shows a part of. */
export const embeddedPath = (embed: string): string => embed.slice(EMBED_PATH.length) || '/';

export const RUNS_PATH = '/runs';

/** @param beside runs whose curves are drawn beside it */
export const runPath = (id: string, { beside = [], log = false }: RunLook = {}): string => {
  const query = new URLSearchParams();
  if (beside.length > 0) query.set('with', beside.join(','));
  if (log) query.set('scale', 'log');
  return withQuery(`${RUNS_PATH}/${part(id)}`, query);
};

/** How the page of a run looks: runs beside it, and whether losses are on a log scale. */
export interface RunLook {
  beside?: readonly string[];
  log?: boolean;
}

/** Runs that go on on this machine. */
export const RUNNING_API = '/api/v1/running';

export const followPath = (subjectId: string): string => `${RUNS_PATH}/following/${part(subjectId)}`;

export const runEventsPath = (subjectId: string): string => `${RUNNING_API}/${part(subjectId)}/events`;

/** The preview picture of the page of a question, or of a link. */
export const picturePath = (page: string): string => `${page}/picture`;

export const linkPath = (slug: string): string => `/p/${part(slug)}`;

export const API = '/api/v1';

export const questionsPath = (query: URLSearchParams | string): string =>
  withQuery(`${API}/questions`, query);

export const questionPath = (id: string): string => `${API}/questions/${part(id)}`;

export const evaluationsPath = (query: URLSearchParams | string): string =>
  withQuery(`${API}/evaluations`, query);

export const permalinksPath = `${API}/permalinks`;

/** Has an explainer behind HTTP answer a question. */
export const answersPath = (explainer: string): string => `${API}/explainers/${part(explainer)}/answers`;

/** Every question that a query names, as a file: lines of JSON, or a table. */
export const exportPath = (query: URLSearchParams | string): string =>
  withQuery(`${API}/export/questions`, query);

export const DOCS_PATH = '/docs/api';

export const GLOSSARY_PATH = '/docs/glossary';

export const BRING_PATH = '/docs/bring-your-own';
