import { z } from 'zod';
import { RateLimit } from '@/lib/permalink/rate-limit';
import { snapshotSchema } from '@/lib/permalink/snapshot';
import { decodeView } from '@/lib/permalink/view';
import { createPermalink, store } from '@/lib/store';
import { jsonBody, RequestError, respond } from '../respond';

const MAX_BODY = 300 * 1024;

const bodySchema = z.strictObject({
  view: z.string().max(4000),
  note: z.string().trim().max(2000).nullable().default(null),
  live: snapshotSchema.nullable().default(null),
});

const limit = new RateLimit({ requests: 30, perMs: 60_000 });

/** Stores a view under a short slug. Body: `view` (text form of a view), `note`, `live` (snapshot of live results). */
export function POST(request: Request) {
  return respond(async () => {
    // Behind no proxy all readers share one count, which is then a bound on the whole server.
    const reader = request.headers.get('x-forwarded-for')?.split(',')[0]?.trim() ?? 'local';
    const wait = limit.take(reader, Date.now());
    if (wait > 0)
      throw new RequestError(`Too many links at once. Try again in ${Math.ceil(wait / 1000)} seconds.`, 429);
    const { view, note, live } = bodySchema.parse(await jsonBody(request, MAX_BODY));
    try {
      decodeView(view);
    } catch (error) {
      throw new RequestError(error instanceof Error ? error.message : 'The view is not valid.');
    }
    return createPermalink(store(), { view, note, live });
  }, 201);
}
