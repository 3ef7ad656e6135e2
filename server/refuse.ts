import type { IncomingMessage } from 'node:http';
import { methodsAt } from '@/lib/api/methods';
import type { ProblemStatus } from '@/lib/api/problem';

/** Why a request goes no further: a status, one line, and headers that belong to the status. */
export interface Refusal {
  /** 416 is of files alone, and the others are problems of the API as well. */
  status: ProblemStatus | 416;
  message: string;
  headers?: Record<string, string>;
}

const METHODS = ['GET', 'HEAD', 'POST', 'OPTIONS'];
const READING = ['GET', 'HEAD', 'OPTIONS'];

/**
 * What no page could answer is turned away before any work is done: methods that nothing here has, and addresses that
 * are no text. An address in which a backslash passes for a slash would name another site to a browser.
 */
export function refuse({ method = '', url = '' }: Pick<IncomingMessage, 'method' | 'url'>): Refusal | null {
  const [path = '', query = ''] = split(url);
  // Of an address that nobody knows, reading says so.
  const allowed = isApi(path) ? (methodsAt(path) ?? READING) : ['GET', 'HEAD'];
  if (!allowed.includes(method))
    return {
      status: METHODS.includes(method) ? 405 : 501,
      message: `${method} is not answered here: ${allowed.join(', ')} ${allowed.length > 1 ? 'are' : 'is'}.`,
      headers: { Allow: allowed.join(', ') },
    };
  if (!path.startsWith('/') || path.startsWith('//') || !isText(path) || /\\|%5c/i.test(path))
    return {
      status: 400,
      message:
        'The path of this address is not valid: write it as UTF-8 with percent signs, without backslashes.',
    };
  // A percent sign that begins nothing stands for itself in a query, as browsers send it.
  if (!isText(query.replace(/%(?![0-9a-f]{2})/gi, '%25')))
    return {
      status: 400,
      message: 'The query of this address is not valid: write it as UTF-8 with percent signs.',
    };
  return null;
}

/** Whether an address is one of the API, whose errors are problem details and no pages. */
export const isApi = (path: string): boolean => path === '/api' || path.startsWith('/api/');

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
