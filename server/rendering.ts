import { inject } from 'light-my-request';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { LEVEL_COOKIE, readLevel } from '@/components/shell/level';
import { readTheme, THEME_COOKIE } from '@/components/shell/theme';
import { Answer } from './answer';
import { hashScripts, newNonce } from './csp';

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<unknown>;

/** A request stripped to what an answer may depend on. Two with the same `key` have the same answer. */
export interface Asked {
  key: string;
  url: string;
  headers: Record<string, string>;
}

/** What Next.js itself lets an answer vary with: whether the page, its data or a part of them is wanted. */
const VARYING = [
  'rsc',
  'next-router-prefetch',
  'next-router-segment-prefetch',
  'next-router-state-tree',
  'next-url',
];

/** What a reader chose, as cookies that say the same in one way; a choice that is what everybody has is none. */
function choicesIn(cookies = ''): string {
  const sent = (name: string) => new RegExp(`(?:^|;\\s*)${name}=(\\w+)`).exec(cookies)?.[1];
  const [theme, level] = [readTheme(sent(THEME_COOKIE)), readLevel(sent(LEVEL_COOKIE))];
  return [
    ...(theme === 'system' ? [] : [`${THEME_COOKIE}=${theme}`]),
    ...(level === 'plain' ? [] : [`${LEVEL_COOKIE}=${level}`]),
  ].join('; ');
}

/**
 * Nothing but this reaches a handler whose answer is shared: no host, no cookie but theme and level, no forwarded address, so
 * that nobody can make the server keep an answer for others that only their own request would have had.
 */
export function askedBy({ url = '/', headers }: Pick<IncomingMessage, 'url' | 'headers'>): Asked {
  const passed: Record<string, string> = {};
  for (const name of VARYING) {
    const value = headers[name];
    if (value !== undefined) passed[name] = String(value);
  }
  const choices = choicesIn(headers.cookie);
  if (choices) passed.cookie = choices;
  return { key: JSON.stringify([url, passed]), url, headers: passed };
}

/** A handler that has not answered by then will not. */
const PATIENCE_MS = 30_000;
// What Next.js says of pages whose content it cannot know to stay; the version of the bundle tells us that.
const UNTOLD = 'private, no-cache, no-store, max-age=0, must-revalidate';
/** Kept by the reader's browser, who asks each time whether it still holds. */
const REVALIDATED = 'private, no-cache';

/** Runs a handler to its end, into memory, with a policy that lets the scripts of the page run and no others. */
export async function render(handler: Handler, asked: Asked): Promise<Answer> {
  const isPage = asked.headers.rsc === undefined && !asked.url.startsWith('/api/');
  const { nonce, policy } = newNonce();
  const headers = isPage ? { ...asked.headers, 'content-security-policy': policy } : asked.headers;
  const response = await inTime(
    inject(
      (request, response) => {
        // As it was sent: to parse an address is to change it.
        request.url = asked.url;
        handler(request, response).catch((error: Error) => response.destroy(error));
      },
      { method: 'GET', url: '/', headers: { ...headers, 'user-agent': 'mirrorscope' } },
    ),
  );
  return finish(response.statusCode, { ...response.headers }, response.rawPayload, nonce);
}

function finish(
  status: number,
  headers: Record<string, number | string | string[] | undefined>,
  body: Buffer,
  nonce: string,
): Answer {
  const told = headers['cache-control'];
  if (told === undefined || told === UNTOLD)
    headers['cache-control'] = status === 200 ? REVALIDATED : 'no-store';
  if (!String(headers['content-type']).startsWith('text/html')) return new Answer(status, headers, body);
  const hashed = hashScripts(body.toString(), nonce, String(headers['content-security-policy'] ?? ''));
  if (headers['content-security-policy']) headers['content-security-policy'] = hashed.policy;
  return new Answer(status, headers, Buffer.from(hashed.html));
}

/** Whether an answer holds for others, too: a page that broke off within is sent as 200, with the digest of its error. */
export function isWhole({ status, headers, body }: Answer): boolean {
  if (status !== 200 || String(headers['cache-control']).includes('no-store')) return false;
  const type = String(headers['content-type']);
  if (type.startsWith('text/html')) return !body.includes('data-dgst="');
  if (type.startsWith('text/x-component')) return !/^[0-9a-f]*:E\{/m.test(body.toString());
  return true;
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`no answer within ${PATIENCE_MS / 1000} seconds`)),
      PATIENCE_MS,
    );
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
