import { ENDPOINTS } from '@/lib/api/endpoints';
import { complaintAbout } from '@/lib/permalink/check';
import { callerKey, RateLimit } from '@/lib/permalink/rate-limit';
import type { Snapshot } from '@/lib/permalink/snapshot';
import { decodeView, type View } from '@/lib/permalink/view';
import {
  createPermalink,
  getModel,
  getQuestion,
  listExplainers,
  NoRoomError,
  permalinkInputSchema,
  store,
} from '@/lib/store';
import { taskOf } from '@/lib/task/tasks';
import { jsonBody } from '../body';
import { RequestError, respond } from '../respond';

const BODY = { maxBytes: 300 * 1024, maxMs: 10_000 };

/** Links that are stored. */
const limit = new RateLimit({ requests: 30, perMs: 60_000 });
/** Whatever is sent: to read and check what is refused then is work too. */
const attempts = new RateLimit({ requests: 120, perMs: 60_000 });

/** Stores a view under a short slug. Body: `view` (text form of a view), `note`, `live` (snapshot of live results). */
export function POST(request: Request) {
  return respond(async () => {
    // Set by the server that stands before us (server/front.ts), whatever the caller wrote into it.
    const caller = callerKey(request.headers.get('x-forwarded-for') ?? '');
    refuseIf(attempts.take(caller, Date.now()));
    // Asked before the work of reading, taken after it: only what would be stored is one of a caller's links.
    refuseIf(limit.wait(caller, Date.now()));
    const { view, note, live } = ENDPOINTS.createPermalink.body.parse(await jsonBody(request, BODY));
    const input = permalinkInputSchema.parse({ view, note, live });
    const complaint = await complaintOf(viewOf(view), live);
    if (complaint) throw new RequestError(complaint);
    refuseIf(limit.take(caller, Date.now()));
    return createPermalink(store(), input).catch((error: unknown) => {
      throw error instanceof NoRoomError ? new RequestError(error.message, 507) : error;
    });
  }, 201);
}

function viewOf(text: string): View {
  try {
    return decodeView(text);
  } catch (error) {
    throw new RequestError(error instanceof Error ? error.message : 'The view is not valid.');
  }
}

async function complaintOf(view: View, live: Snapshot | null): Promise<string | null> {
  const client = store();
  const [model, question, explainers] = await Promise.all([
    getModel(client, view.target),
    'question' in view ? getQuestion(client, view.question) : null,
    live ? listExplainers(client, view.target, view.task) : [],
  ]);
  return complaintAbout(taskOf(view.task), view, live, {
    model,
    question,
    explainers: explainers.map(({ id }) => id),
  });
}

function refuseIf(waitMs: number): void {
  if (waitMs <= 0) return;
  const seconds = Math.ceil(waitMs / 1000);
  throw new RequestError(`Too many links at once. Try again in ${seconds} seconds.`, 429, seconds);
}
