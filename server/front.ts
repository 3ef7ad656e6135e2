import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { BlockList } from 'node:net';
import { EXPORT_BOUNDS } from '@/lib/api/bounds';
import { newInstance, problem, PROBLEM_TYPE } from '@/lib/api/problem';
import { log } from '@/lib/log';
import { callerKey } from '@/lib/permalink/rate-limit';
import { Admission, Busy } from './admission';
import type { Answer } from './answer';
import { AnswerCache } from './cache';
import { callerOf } from './caller';
import { isUnsatisfiable } from './range';
import { isApi, refuse, type Refusal, split } from './refuse';
import { askedBy, type Handler, isWhole, render } from './rendering';
import { type Route, routeOf } from './routes';
import { type StreamBounds, Streams, TooManyStreams } from './streams';

export interface FrontOptions {
  /** Next.js. */
  handler: Handler;
  publicFolder: string;
  /** Version of the bundle in the store; null for none, of which nothing is kept. */
  bundle: () => Promise<string | null>;
  trusted: BlockList;
  /** Answers at most this many bytes are kept for. */
  cacheBytes?: number;
  /** How many handlers run at a time, how many requests wait for one, and how long. */
  load?: { atOnce: number; waiting: number; patienceMs: number };
  /** The same of exports, which go out as fast as they are read. */
  streams?: StreamBounds;
}

const CACHE_BYTES = 64 * 1024 * 1024;
// One thread renders: more at once only share it, and the memory for each is taken all the same.
const LOAD = { atOnce: 8, waiting: 200, patienceMs: 8_000 };
/** Pictures are drawn one after the other, with room for pages in between. */
const DRAWN_AT_ONCE = 1;
/** Seconds after which one who reads too many exports may have read one of them. */
const STREAM_RETRY = 10;
const STREAMS = { atOnce: 4, waiting: 50, patienceMs: 8_000, ...EXPORT_BOUNDS };

/**
 * What stands between the network and Next.js: refuses what cannot be answered, gives again what was answered before and
 * still holds, and lets only so much of the rest run at a time.
 */
export function createFront(options: FrontOptions): RequestListener {
  const { handler, publicFolder, bundle, trusted } = options;
  const cache = new AnswerCache(options.cacheBytes ?? CACHE_BYTES);
  const admission = new Admission(options.load ?? LOAD);
  // Places of their own: whoever sends a body slowly holds one all the while, and must keep no reader waiting.
  const writing = new Admission(options.load ?? LOAD);
  const drawing = new Admission({ ...(options.load ?? LOAD), atOnce: DRAWN_AT_ONCE });
  const streams = new Streams(options.streams ?? STREAMS);

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refusal = refuse(request);
    if (refusal) return turnAway(response, request, refusal);
    const route = await routeOf(request.method ?? '', request.url ?? '', publicFolder);
    if (route.kind === 'file' && route.bytes !== null && isUnsatisfiable(request.headers.range, route.bytes))
      return turnAway(response, request, {
        status: 416,
        message: `This file has bytes 0 to ${route.bytes - 1}.`,
        headers: { 'Content-Range': `bytes */${route.bytes}` },
      });
    const onLeave = (left: () => void) => void response.once('close', left);
    if (route.kind === 'shared' || route.kind === 'alone')
      return (await answerOf(request, route, onLeave)).send(request, response);
    // Handlers may believe it from here on.
    const caller = callerOf(request, trusted);
    request.headers['x-forwarded-for'] = caller;
    const work = () => handler(request, response);
    const left = new AbortController();
    onLeave(() => left.abort());
    if (route.kind === 'written') await writing.run(work, left.signal);
    else if (route.kind === 'streamed') await streams.run(callerKey(caller), response, work, left.signal);
    else await work();
  }

  async function answerOf(
    request: IncomingMessage,
    route: Route,
    onLeave: (left: () => void) => void,
  ): Promise<Answer> {
    const asked = askedBy(request);
    const places = route.kind === 'shared' && route.drawn ? drawing : admission;
    const make = (left: AbortSignal) => places.run(() => render(handler, asked), left);
    if (route.kind !== 'shared') {
      const left = new AbortController();
      onLeave(() => left.abort());
      return make(left.signal);
    }
    const version = await bundle();
    const makeToKeep = async (left: AbortSignal) => {
      const answer = await make(left);
      return { answer, keepMs: version !== null && isWhole(answer) ? route.keepMs : 0 };
    };
    return cache.get(`${version} ${asked.key}`, makeToKeep, onLeave);
  }

  return (request, response) => {
    respond(request, response).catch((error: unknown) => {
      // Nobody is there to be told.
      if (response.destroyed) return;
      if (error instanceof Busy)
        return turnAway(response, request, {
          status: 503,
          message: error.message,
          headers: { 'Retry-After': String(error.retryAfterSeconds) },
        });
      if (error instanceof TooManyStreams)
        return turnAway(response, request, {
          status: 429,
          message: error.message,
          headers: { 'Retry-After': String(STREAM_RETRY) },
        });
      const instance = newInstance();
      log.error({ err: error, instance, method: request.method, path: request.url }, 'no answer');
      turnAway(response, request, { status: 500, message: 'This could not be answered.' }, instance);
    });
  };
}

/** A refusal costs next to nothing: a line of text, or the details of a problem for who asked the API. */
function turnAway(
  response: ServerResponse,
  request: IncomingMessage,
  { status, message, headers }: Refusal,
  instance?: string,
): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const [path] = split(request.url ?? '');
  const api = status !== 416 && isApi(path);
  const body = api ? JSON.stringify(problem(status, message, instance)) : `${message}\n`;
  response.writeHead(status, {
    'Content-Type': api ? PROBLEM_TYPE : 'text/plain; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...headers,
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}
