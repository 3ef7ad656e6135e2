import { inWords } from '@/lib/explainer/in-words';
import type { AnyTask, Labelled } from '@/lib/task/task';
import type { ServedSettings } from './settings';

/** What stands in a question for the vector, which a server that is sent words alone cannot be shown. */
const UNSEEN = '[a vector that you are not shown]';

/** A question with the answer that it should have had. */
export interface Example {
  question: string;
  answer: string;
}

/** What is said before every question: how answers look, and some of them. */
export interface Briefing {
  /** The sentences that answers are made of, without their words. */
  forms: readonly string[];
  examples: readonly Example[];
}

/** Most forms that are listed: a task has fewer, unless its answers have no brackets. */
const MOST_FORMS = 8;

/**
 * What a server is told of a task. The forms are read off all questions at hand, the words taken out, so that they give no
 * answer away; examples are training questions.
 *
 * @param count how many examples to show, if there are so many
 */
export function briefing(
  task: AnyTask,
  { training, all }: { training: readonly Labelled<unknown, unknown>[]; all: readonly { truth: unknown }[] },
  count: number,
): Briefing {
  const forms = new Set(all.map(({ truth }) => task.answer(truth).replace(/<<<.*?>>>/g, '<<<…>>>')));
  return {
    forms: [...forms].sort().slice(0, MOST_FORMS),
    examples: spread(task, training, count).map(({ body, truth }) => ({
      question: questionOf(task, body),
      answer: task.answer(truth),
    })),
  };
}

export const questionOf = (task: AnyTask, body: unknown): string =>
  inWords(task, task.wordings[0]!, body, UNSEEN);

/** The first questions of each side in turn: as many of one as of another, where there are so many. */
function spread<Q extends Labelled<unknown, unknown>>(task: AnyTask, all: readonly Q[], count: number): Q[] {
  const sides = new Map<string, Q[]>();
  for (const one of all) {
    const { side } = task.stratum(one.body, one.truth);
    const own = sides.get(side);
    if (own) own.push(one);
    else sides.set(side, [one]);
  }
  const found: Q[] = [];
  for (let round = 0; found.length < count; round++) {
    const some = [...sides.values()].flatMap((own) => own[round] ?? []);
    if (some.length === 0) break;
    found.push(...some.slice(0, count - found.length));
  }
  return found;
}

/** The body of a request, as OpenAI's API takes it. The likeliest answer is asked for, and all of it at once. */
export function requestOf(
  { api, model, maxTokens }: ServedSettings,
  { forms, examples }: Briefing,
  question: string,
): { path: string; body: Record<string, unknown> } {
  const system = [
    'You are asked about what happens inside a language model. Answer every question with one sentence and nothing else,',
    `in one of these forms: ${forms.join(' | ')}`,
  ].join(' ');
  const common = { model, max_tokens: maxTokens, temperature: 0, stream: false };
  if (api === 'completions') {
    const shown = examples.map((one) => `Question: ${one.question}\nAnswer: ${one.answer}\n\n`).join('');
    const prompt = `${system}\n\n${shown}Question: ${question}\nAnswer:`;
    return { path: 'completions', body: { ...common, prompt, stop: ['\n'] } };
  }
  const messages = [
    { role: 'system', content: system },
    ...examples.flatMap((one) => [
      { role: 'user', content: one.question },
      { role: 'assistant', content: one.answer },
    ]),
    { role: 'user', content: question },
  ];
  return { path: 'chat/completions', body: { ...common, messages } };
}
