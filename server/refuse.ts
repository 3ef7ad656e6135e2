import type { IncomingMessage } from 'node:http';

/** Why a request goes no further: a status, one line, and headers that belong to the status. */
export interface Refusal {
  status: number;
  message: string;
  headers?: Record<string, string>;
}

const METHODS = ['GET', 'HEAD', 'POST', 'OPTIONS'];

/**
 * What no page could answer is turned away before any work is done: methods that nothing here has, and addresses that
 * are no text. An address in which a backslash passes for a slash would name another site to a browser.
 */
export function refuse({ method = '', url = '' }: Pick<IncomingMessage, 'method' | 'url'>): Refusal | null {
  const [path = '', query = ''] = split(url);
  const api = path.startsWith('/api/');
  const allowed = api ? METHODS : ['GET', 'HEAD'];
  if (!allowed.includes(method))
    return {
      status: METHODS.includes(method) ? 405 : 501,
      message: `${method} is not answered here.`,
      headers: { Allow: allowed.join(', ') },
    };
  if (!path.startsWith('/') || path.startsWith('//') || !isText(path) || /\\|%5c/i.test(path))
    return { status: 400, message: 'The path of this address is not valid.' };
  // A percent sign that begins nothing stands for itself in a query, as browsers send it.
  if (!isText(query.replace(/%(?![0-9a-f]{2})/gi, '%25')))
    return { status: 400, message: 'The query of this address is not valid.' };
  return null;
}

/** Path and query of a request, as they were sent. */
export function split(url: string): [path: string, query: string] {
  const at = url.indexOf('?');
  return at < 0 ? [url, ''] : [url.slice(0, at), url.slice(at + 1)];
}

/** UTF-8 without NUL once decoded, which PostgreSQL could not hold; decoding refuses lone surrogates by itself. */
function isText(encoded: string): boolean {
  try {
    return !decodeURIComponent(encoded).includes('\0');
  } catch {
    return false;
  }
}
