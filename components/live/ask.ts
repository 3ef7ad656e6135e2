import type { ShownExplanation } from '@/components/item/explanations';
import { explainerWord } from '@/lib/explainer/name';
import { rulesOf } from '@/lib/explainer/rules';
import { agreementOf, drawExplanations, explain, type Explained } from '@/lib/explainer/trained';
import type { MeasuredDetail } from '@/lib/task/measure';
import type { Place } from '@/lib/task/task';
import type { LiveExplainer } from './setup';
import type { AskGiven } from './use-asking';

/** Questions that one call asks: a balance between speed and how soon `cancel` is heard. */
const BATCH = 8;

/** The question at a place, and what was measured there. */
const posedAt = ({ task, body, recorded }: AskGiven, detail: unknown, place: Place) =>
  task.at ? task.at(body, detail, place) : recorded === undefined ? null : { body, truth: recorded };

/** Asks one explainer about places of the question, a batch at a time. */
export async function askPlaces(
  asking: AskGiven,
  model: LiveExplainer,
  places: readonly Place[],
  { detail, givenAt }: MeasuredDetail<unknown>,
  signal: AbortSignal,
  draws = false,
): Promise<void> {
  const { task, explainers, models, work, onEvent } = asking;
  const asked = await models.open(model, signal);
  const record = explainers.find(({ id }) => id === model.id);
  const name = record ? explainerWord(record) : model.id;
  for (let from = 0; from < places.length; from += BATCH) {
    work.progress.set({ kind: 'running', what: `asking ${name}`, done: from, total: places.length });
    const batch = places.slice(from, from + BATCH).flatMap((place) => {
      const question = posedAt(asking, detail, place);
      const given = givenAt(place);
      return question && given ? [{ place, ...question, given }] : [];
    });
    const answers = await explain(task, asked, batch, { signal });
    if (draws)
      work.progress.set({ kind: 'running', what: `drawing answers of ${name}`, done: from, total: null });
    const drawn = draws ? await drawExplanations(task, asked, batch, { signal }) : [];
    signal.throwIfAborted();
    onEvent({
      kind: 'said',
      said: batch.map(({ place, truth }, index) => {
        const answer: Explained = answers[index]!;
        return [
          place,
          {
            ...answer,
            explainerId: model.id,
            verdict: task.judge(answer.text, truth).verdict,
            ...(drawn[index] && { agreement: agreementOf(task, truth, answer.text, drawn[index]) }),
            live: { provider: answer.provider },
          },
        ];
      }),
    });
  }
}

/** Rules that need nothing but what was measured; others would need the training questions, which no page has. */
export async function askRules(
  asking: AskGiven,
  place: Place,
  { detail }: MeasuredDetail<unknown>,
): Promise<void> {
  const { task, explainers, onEvent } = asking;
  const question = posedAt(asking, detail, place);
  if (!question) return;
  const rules = rulesOf(task).filter((rule) => rule.sees === 'original-output');
  onEvent({
    kind: 'said',
    said: explainers.flatMap(({ id, rule: name }): [Place, ShownExplanation][] => {
      const rule = name === null ? undefined : rules.find((known) => known.id === name);
      if (!rule) return [];
      const text = rule.make([]).say(question);
      const { verdict } = task.judge(text, question.truth);
      return [[place, { explainerId: id, text, verdict, provider: 'rule', logProbability: null }]];
    }),
  });
}
