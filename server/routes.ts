import { stat } from 'node:fs/promises';
import path from 'node:path';
import { split } from './refuse';

/**
 * How an address is answered:
 * - `file`: by Next.js straight from the disk;
 * - `direct`: by its handler, at once: the question whether the server is well, which must be answered under any load; a run that is
 *   followed; a question to an explainer behind HTTP;
 * - `written`: by its handler, which reads what is sent, when its turn comes;
 * - `streamed`: by its handler, whose answer goes out as fast as it is read and is held by nobody: exports of any size;
 * - `shared`: by its handler, once for everybody who asks for the same, and kept while the bundle stays; what is drawn (a picture
 *   takes as long as several pages, all of it on the one thread) has a place of its own;
 * - `alone`: by its handler for each reader anew.
 * A page is shared unless it is named here: it may depend on its address, theme and level, and the store, as nothing else of a
 * request reaches it (`rendering.ts`). A handler that answers with `Cache-Control: no-store` is not kept either.
 */
export type Route =
  | { kind: 'file'; bytes: number | null }
  | { kind: 'direct' | 'written' | 'streamed' | 'alone' }
  | { kind: 'shared'; keepMs: number; drawn?: true };

const MINUTE = 60_000;

export async function routeOf(method: string, url: string, publicFolder: string): Promise<Route> {
  const [pathname] = split(url);
  // Waits for another server, and so for none of the places in which links are written; how many may is the handler's to say.
  if (/^\/api\/v1\/explainers\/[^/]+\/answers$/.test(pathname)) return { kind: 'direct' };
  if (method !== 'GET' && method !== 'HEAD') return { kind: 'written' };
  if (pathname === '/api/health') return { kind: 'direct' };
  // Goes on for as long as somebody follows; how many may is the handler's to say.
  if (/^\/api\/v1\/running\/[^/]+\/events$/.test(pathname)) return { kind: 'direct' };
  if (pathname.startsWith('/api/v1/export/')) return { kind: 'streamed' };
  // Anything else below /_next/ that is not there has a page rendered to say so.
  if (pathname.startsWith('/_next/static/') && isPlain(pathname)) return { kind: 'file', bytes: null };
  if (/^\/(ort|models)\//.test(pathname) && isPlain(pathname)) {
    const bytes = await sizeOf(path.join(publicFolder, decodeURIComponent(pathname)));
    if (bytes !== null) return { kind: 'file', bytes };
  }
  if (pathname.endsWith('/random') || pathname.startsWith('/runs/following/')) return { kind: 'alone' };
  // A link's live values have an end, which no bundle tells.
  const keepMs = /^\/(p|api\/v1\/permalinks)\//.test(pathname) ? MINUTE : 5 * MINUTE;
  return { kind: 'shared', keepMs, ...(pathname.endsWith('/picture') ? { drawn: true } : {}) };
}

/** Whether a path means the file that it spells: no step up, no slash in disguise. */
function isPlain(pathname: string): boolean {
  const decoded = decodeURIComponent(pathname);
  return !/%2f/i.test(pathname) && path.posix.normalize(decoded) === decoded;
}

async function sizeOf(file: string): Promise<number | null> {
  const found = await stat(file).catch(() => null);
  return found?.isFile() ? found.size : null;
}
