import type { ExplanationMap, ExplanationRecord } from '@/lib/store/records';
import type { AnyTask, Place } from '@/lib/task/task';
import type { Explained } from './trained';

/** Certainty is read off a colour: two decimals of a log-probability (nats) are more than it shows. */
const short = (logProbability: number): number => Math.round(logProbability * 100) / 100;

/** What an explainer said at all places of a question, in their order, as it is kept. */
export function foldMap(
  explainerId: string,
  answers: readonly Explained[],
): Omit<ExplanationMap, 'provider'> & { provider: Explained['provider'] } {
  const [first] = answers;
  if (!first) throw new Error(`${explainerId} was asked about no place`);
  const texts = answers.map(({ text, said }) => said ?? text);
  const said = [...new Set(texts)];
  return {
    explainerId,
    provider: first.provider,
    said,
    at: texts.map((text) => said.indexOf(text)),
    logProbability: answers.map(({ logProbability }) => short(logProbability)),
  };
}

/** The same unfolded: each place with what was said there, and the verdict that follows from what was measured. */
export function unfoldMap(
  task: AnyTask,
  { body, detail }: { body: unknown; detail: unknown },
  { explainerId, provider, said, at, logProbability }: ExplanationMap,
): [Place, ExplanationRecord][] {
  return (task.places?.(detail) ?? []).flatMap((place, i): [Place, ExplanationRecord][] => {
    const asked = task.at?.(body, detail, place);
    const own = said[at[i] ?? -1];
    if (!asked || own === undefined) return [];
    const text = task.brief?.expand(own, asked.body) ?? own;
    const { verdict } = task.judge(text, asked.truth);
    const answer = { explainerId, text, verdict, provider, logProbability: logProbability[i] ?? null };
    return [[place, text === own ? answer : { ...answer, said: own }]];
  });
}
