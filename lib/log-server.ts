import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { format } from 'node:util';
import { log } from '@/lib/log';

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
}

// Files, which tell nothing about what readers do, and the polling of whoever watches over the server.
const QUIET = /^\/(_next|ort|models|icon\.svg|api\/health)\b/;

/** Logs every request that this process answered: one line with status and milliseconds. Called once. */
export function logRequests(): void {
  const begun = new WeakMap<IncomingMessage, number>();
  subscribe('http.server.request.start', (message) => {
    begun.set((message as Exchange).request, performance.now());
  });
  subscribe('http.server.response.finish', (message) => {
    const { request, response } = message as Exchange;
    const { method, url = '' } = request;
    const status = response.statusCode;
    // A refusal under load is no fault, and there may be thousands a second.
    const level = status === 503 ? 'warn' : status >= 500 ? 'error' : QUIET.test(url) ? 'debug' : 'info';
    const ms = Math.round(performance.now() - (begun.get(request) ?? NaN));
    log[level]({ method, path: url, status, ms }, 'request');
  });
}

/**
 * Turns what libraries print into lines of the log. Errors that Next.js gave a digest are left out: it hands them to
 * `onRequestError` as well, which logs them with their route.
 */
export function logConsole(): void {
  for (const level of ['error', 'warn'] as const)
    // eslint-disable-next-line no-console -- the point of it
    console[level] = (...values: unknown[]) => {
      const err = values.find((value) => value instanceof Error);
      if (err && 'digest' in err) return;
      log[level]({ err }, err ? err.message : format(...values));
    };
}
