import { z } from 'zod';
import { callerKey, RateLimit } from '@/lib/permalink/rate-limit';
import { snapshotSchema } from '@/lib/permalink/snapshot';
import { decodeView } from '@/lib/permalink/view';
import { createPermalink, NoRoomError, permalinkInputSchema, store } from '@/lib/store';
import { jsonBody } from '../body';
import { RequestError, respond } from '../respond';

const BODY = { maxBytes: 300 * 1024, maxMs: 10_000 };

const bodySchema = z.strictObject({
  view: z.string(),
  note: z.string().nullish(),
  live: snapshotSchema.nullable().default(null),
});

const limit = new RateLimit({ requests: 30, perMs: 60_000 });

/** Stores a view under a short slug. Body: `view` (text form of a view), `note`, `live` (snapshot of live results). */
export function POST(request: Request) {
  return respond(async () => {
    // Set by the server that stands before us (server/front.ts), whatever the caller wrote into it.
    const caller = callerKey(request.headers.get('x-forwarded-for') ?? '');
    // Asked before the work of reading, taken after it: only what would be stored counts against a caller.
    refuseIf(limit.wait(caller, Date.now()));
    const { view, note, live } = bodySchema.parse(await jsonBody(request, BODY));
    const input = permalinkInputSchema.parse({ view, note: note ?? null, live });
    try {
      decodeView(input.view);
    } catch (error) {
      throw new RequestError(error instanceof Error ? error.message : 'The view is not valid.');
    }
    refuseIf(limit.take(caller, Date.now()));
    return createPermalink(store(), input).catch((error: unknown) => {
      throw error instanceof NoRoomError ? new RequestError(error.message, 507) : error;
    });
  }, 201);
}

function refuseIf(waitMs: number): void {
  if (waitMs <= 0) return;
  const seconds = Math.ceil(waitMs / 1000);
  throw new RequestError(`Too many links at once. Try again in ${seconds} seconds.`, 429, seconds);
}
