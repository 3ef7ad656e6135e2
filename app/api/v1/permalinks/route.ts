import { LINK_LIMITS } from '@/lib/api/bounds';
import { ENDPOINTS } from '@/lib/api/endpoints';
import { complaintAbout } from '@/lib/permalink/check';
import { callerKey, RateLimit } from '@/lib/permalink/rate-limit';
import { rateLimitHeaders } from '@/lib/permalink/rate-limit-headers';
import type { Snapshot } from '@/lib/permalink/snapshot';
import { decodeLink } from '@/lib/permalink/decode-link';
import { type PageView, subjectOf } from '@/lib/permalink/page-view';
import type { View } from '@/lib/permalink/view';
import {
  createPermalink,
  getModel,
  getQuestion,
  getRun,
  listExplainers,
  NoRoomError,
  permalinkInputSchema,
  store,
} from '@/lib/store';
import type { PermalinkRecord } from '@/lib/store/records';
import { taskOf } from '@/lib/task/tasks';
import { jsonBody } from '../body';
import { RequestError, respond } from '../respond';
import { refuseIf } from '../too-many';

const BODY = { maxBytes: 300 * 1024, maxMs: 10_000 };

const links = new RateLimit(LINK_LIMITS.links);
const attempts = new RateLimit(LINK_LIMITS.attempts);

/** Stores a view under a short slug. Body: `view` (text form of a view), `note`, `live` (snapshot of live results). */
export function POST(request: Request) {
  // Set by the server that stands before us (server/front.ts), whatever the caller wrote into it.
  const caller = callerKey(request.headers.get('x-forwarded-for') ?? '');
  const headers = () => rateLimitHeaders({ links, attempts }, caller, Date.now());
  return respond(() => storeLink(request, caller), { status: 201, headers });
}

async function storeLink(request: Request, caller: string): Promise<PermalinkRecord> {
  refuseIf(attempts.take(caller, Date.now()), 'links');
  // Asked before the work of reading, taken after it: only what would be stored is one of a caller's links.
  refuseIf(links.wait(caller, Date.now()), 'links');
  const { view, note, live } = ENDPOINTS.createPermalink.body.parse(await jsonBody(request, BODY));
  const input = permalinkInputSchema.parse({ view, note, live });
  const complaint = await complaintOf(viewOf(view), live);
  if (complaint) throw new RequestError(complaint);
  refuseIf(links.take(caller, Date.now()), 'links');
  return createPermalink(store(), input).catch((error: unknown) => {
    throw error instanceof NoRoomError ? new RequestError(error.message, 507) : error;
  });
}

function viewOf(text: string): View | PageView {
  try {
    return decodeLink(text);
  } catch (error) {
    throw new RequestError(error instanceof Error ? error.message : 'The view is not valid.');
  }
}

async function complaintOf(view: View | PageView, live: Snapshot | null): Promise<string | null> {
  const client = store();
  if ('page' in view) {
    const about = subjectOf(view);
    if (live) return 'live: this page has no live values.';
    if (!about) return null;
    const found = await (about.kind === 'run' ? getRun(client, about.id) : getModel(client, about.id));
    return found ? null : `view: the store has no ${about.kind} ${about.id}.`;
  }
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
