import { NextResponse } from 'next/server';
import { artefactsFolder } from '@/app/_data/artefacts';
import { findRunFolder } from '@/lib/runs/folder';
import { followRun } from '@/lib/runs/follow';
import { RequestError, respond } from '../../../respond';

export const dynamic = 'force-dynamic';

/** Most that follow at a time: each holds a connection for as long as its tab is looked at. */
const MOST = 64;
let following = 0;

type Context = RouteContext<'/api/v1/running/[subject]/events'>;

/**
 * Follows a run as server-sent events: `told` with points of its curves, and `end` when it ended, stopped or fell silent. An event's id
 * is the last step it knows, with which a browser that was cut off goes on.
 */
export function GET(request: Request, { params }: Context) {
  return respond(async () => {
    const { subject } = await params;
    const run = await findRunFolder(artefactsFolder(), subject);
    if (!run)
      throw new RequestError(
        'No run of this name was begun on this machine; /api/v1/running lists them.',
        404,
      );
    if (following >= MOST)
      throw new RequestError('Too many follow runs at the moment; try again soon.', 429, {
        'Retry-After': '10',
      });
    const from = Number.parseInt(request.headers.get('last-event-id') ?? '', 10);
    return new NextResponse(events(subject, Number.isSafeInteger(from) ? from : 0, request.signal), {
      headers: {
        'Content-Type': 'text/event-stream',
        'Cache-Control': 'no-store',
        // Proxies that gather an answer before they hand it on would hand on nothing.
        'X-Accel-Buffering': 'no',
      },
    });
  });
}

function events(subject: string, from: number, signal: AbortSignal): ReadableStream<Uint8Array> {
  const left = new AbortController();
  signal.addEventListener('abort', () => left.abort(), { once: true });
  const encoder = new TextEncoder();
  following += 1;
  const leave = () => {
    if (!left.signal.aborted) left.abort();
  };
  return new ReadableStream({
    async start(controller) {
      try {
        for await (const told of followRun(artefactsFolder(), subject, from, left.signal)) {
          const kind = told.state === 'running' ? 'told' : 'end';
          controller.enqueue(
            encoder.encode(`event: ${kind}\nid: ${told.step}\ndata: ${JSON.stringify(told)}\n\n`),
          );
        }
        if (!left.signal.aborted) controller.close();
      } catch (error) {
        if (!left.signal.aborted) controller.error(error);
      } finally {
        following -= 1;
      }
    },
    cancel: leave,
  });
}
