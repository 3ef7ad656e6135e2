import { ASK_LIMITS } from '@/lib/api/bounds';
import { ENDPOINTS } from '@/lib/api/endpoints';
import type { Ask } from '@/lib/explainer/served/ask';
import { explainServed, type Memory } from '@/lib/explainer/served/explain';
import { questionOf } from '@/lib/explainer/served/prompt';
import { log } from '@/lib/log';
import { callerKey, RateLimit } from '@/lib/permalink/rate-limit';
import { rateLimitHeaders } from '@/lib/permalink/rate-limit-headers';
import { getQuestion, getServedAnswer, keepServedAnswer, store } from '@/lib/store';
import { formsOf } from '@/lib/task/forms';
import type { AnyTask } from '@/lib/task/task';
import { askerOf, briefingOf, findServed } from '../../../../../_data/served';
import { noQuestion } from '../../../found';
import { jsonBody } from '../../../body';
import { RequestError, respond } from '../../../respond';
import { refuseIf } from '../../../too-many';

const BODY = { maxBytes: 128 * 1024, maxMs: 10_000 };
/** Longest question in words, in characters. */
const MOST_WORDS = 8_000;
/** Readers that are waited with at a time, whatever they ask. */
const MOST_AT_ONCE = 16;

const answers = new RateLimit(ASK_LIMITS.answers);
const attempts = new RateLimit(ASK_LIMITS.attempts);
let asking = 0;

/** Has an explainer behind HTTP answer a question. The key stays here, and the same is not asked twice. */
export function POST(request: Request, { params }: { params: Promise<{ id: string }> }) {
  // Set by the server that stands before us (server/front.ts), whatever the caller wrote into it.
  const caller = callerKey(request.headers.get('x-forwarded-for') ?? '');
  const headers = () => rateLimitHeaders({ answers, attempts }, caller, Date.now());
  return respond(async () => answerOf(request, caller, (await params).id), { headers });
}

async function answerOf(request: Request, caller: string, part: string) {
  refuseIf(attempts.take(caller, Date.now()), 'questions');
  const { id } = ENDPOINTS.ask.params.parse({ id: part });
  const served = await findServed(id);
  if (!served)
    throw new RequestError(`There is no explainer ${id} behind HTTP that this server asks for readers.`, 404);
  const { settings, target, task } = served;
  const { question } = ENDPOINTS.ask.body.parse(await jsonBody(request, BODY));
  const body =
    typeof question === 'string'
      ? await recorded(question, target, task)
      : formsOf(task).body.parse(question);
  checkWords(task, body);
  let askedAt = '';
  const memory: Memory = {
    async get(sent) {
      const kept = await getServedAnswer(store(), sent);
      if (kept) askedAt = kept.askedAt;
      else refuseIf(answers.take(caller, Date.now()), 'questions');
      return kept?.text;
    },
    async set(sent, text) {
      const now = new Date();
      await keepServedAnswer(store(), { sent, explainerId: id, text }, { now });
      askedAt = now.toISOString();
    },
  };
  const told = await briefingOf(target, task, settings.examples);
  const ask: Ask = (...sent) => within(id, settings.model, () => askerOf(settings)(...sent));
  const [said] = await explainServed(task, { settings, ask, briefing: told, memory }, [{ body }], {
    signal: request.signal,
  });
  return ENDPOINTS.ask.answer.parse({ explainerId: id, text: said!.text, provider: 'http', askedAt });
}

/** What a question on record asks. Throws a RequestError where it is about something else, or there is none. */
async function recorded(id: string, target: string, task: AnyTask): Promise<unknown> {
  const item = await getQuestion(store(), id);
  if (!item) throw noQuestion(id);
  if (item.targetId !== target || item.task !== task.id)
    throw new RequestError(`question: ${id} is one of ${item.task} about ${item.targetId}.`);
  return item.body;
}

/** A question that the task cannot put into words, or in too many, is the caller's mistake. */
function checkWords(task: AnyTask, body: unknown): void {
  let words: string;
  try {
    words = questionOf(task, body);
  } catch (error) {
    throw new RequestError(`question: ${(error as Error).message}`);
  }
  if (words.length > MOST_WORDS)
    throw new RequestError(
      `question: it has ${words.length} characters in words; at most ${MOST_WORDS} are sent.`,
    );
}

/** Asks, unless too many wait already. Of what went wrong the log alone says more: its address and complaints are nobody else's. */
async function within(id: string, model: string, ask: () => Promise<string>): Promise<string> {
  if (asking >= MOST_AT_ONCE) refuseIf(5_000, 'readers ask');
  asking++;
  try {
    return await ask();
  } catch (error) {
    log.warn({ explainer: id, reason: (error as Error).message }, 'explainer behind HTTP did not answer');
    throw new RequestError(`${model} did not answer. Try again later.`, 502);
  } finally {
    asking--;
  }
}
