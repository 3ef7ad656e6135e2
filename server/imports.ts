import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import send from 'send';
import { HASH_PARAMETER } from '@/lib/hashed-address';
import { IMPORTS_PATH } from '@/lib/imported-path';
import { refuse, split } from './refuse';

/** What `next.config.ts` says of shipped folders holds of imported ones. */
const HEADERS = {
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'",
};
const KEPT = 'public, max-age=31536000, immutable';
const ASKED_AGAIN = 'public, max-age=0, must-revalidate';

/** Answers for imported model folders, ranges and conditions among it; false for any other address. */
export type ImportedFiles = (request: IncomingMessage, response: ServerResponse) => boolean;

/** Serves what lies in the folder of imports below `home`, and nothing that begins with a dot. */
export function importedFiles(home: string): ImportedFiles {
  return (request, response) => {
    const [pathname, query] = split(request.url ?? '');
    if (!pathname.startsWith(`${IMPORTS_PATH}/`) || refuse(request)) return false;
    const hashed = new URLSearchParams(query).has(HASH_PARAMETER);
    const missing = (status: number) => {
      if (response.headersSent) return void response.destroy();
      response.writeHead(status, {
        'Content-Type': 'text/plain; charset=utf-8',
        'Cache-Control': 'no-store',
      });
      response.end(status === 416 ? 'This file has no such bytes.\n' : 'There is nothing at this address.\n');
    };
    send(request, pathname.slice(IMPORTS_PATH.length), {
      root: path.join(home, IMPORTS_PATH),
      ...{ dotfiles: 'ignore', index: false, cacheControl: false },
    })
      .on('headers', () => {
        for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
        response.setHeader('Cache-Control', hashed ? KEPT : ASKED_AGAIN);
      })
      .on('directory', () => missing(404))
      .on('error', ({ status = 404 }: { status?: number }) => missing(status === 416 ? 416 : 404))
      .pipe(response);
    return true;
  };
}
