'use client';

import { useCallback, useEffect, useRef } from 'react';
import { explainerWord } from '@/lib/explainer/name';
import type { ShownExplanation } from '@/components/item/explanations';
import { rulesOf } from '@/lib/explainer/rules';
import { explain, type Explained } from '@/lib/explainer/trained';
import type { ExplainerRecord } from '@/lib/store/records';
import type { MeasuredDetail } from '@/lib/task/measure';
import type { AnyTask, Place } from '@/lib/task/task';
import { fetchProjections } from './engine-host';
import type { LiveEvent } from './results';
import type { LiveExplainer } from './setup';
import type { MeasureOnce } from './use-measuring';
import type { Models } from './use-models';
import type { Work } from './use-work';

/** Questions that one call asks: a balance between speed and how soon `cancel` is heard. */
const BATCH = 8;

export interface Asking {
  /** Asks every explainer about one place of the question, and every rule that needs no training questions. */
  ask(place: Place): void;
  /** Asks one explainer about many places, in this order. */
  askEvery(explainer: LiveExplainer, places: (detail: unknown) => Place[]): void;
}

/** Asks explainers about a question in this browser. What they say is judged by what was measured here. */
export function useAsking(given: {
  task: AnyTask;
  body: unknown;
  /** Those that are shown, and what of them is shipped. */
  explainers: readonly ExplainerRecord[];
  asked: readonly LiveExplainer[];
  measureOnce: MeasureOnce;
  models: Models;
  work: Work;
  onEvent: (event: LiveEvent) => void;
}): Asking {
  const now = useRef(given);
  useEffect(() => {
    now.current = given;
  });
  const { start } = given.work;
  return {
    ask: useCallback(
      (place) =>
        start(async (signal) => {
          const { asked, measureOnce } = now.current;
          const measured = await measureOnce(signal, [place]);
          for (const explainer of asked) await askPlaces(now.current, explainer, [place], measured, signal);
          askRules(now.current, place, measured);
        }),
      [start],
    ),
    askEvery: useCallback(
      (explainer, places) =>
        start(async (signal) => {
          const measured = await now.current.measureOnce(signal);
          await askPlaces(now.current, explainer, places(measured.detail), measured, signal);
        }),
      [start],
    ),
  };
}

type Given = Parameters<typeof useAsking>[0];

async function askPlaces(
  { task, body, explainers, models, work, onEvent }: Given,
  { sidecar: style, ...model }: LiveExplainer,
  places: readonly Place[],
  { detail, givenAt }: MeasuredDetail<unknown>,
  signal: AbortSignal,
): Promise<void> {
  const { engine, tokenizer } = await models.load(model, signal);
  const projections = style.projection && { projections: await fetchProjections(model, signal) };
  const record = explainers.find(({ id }) => id === model.id);
  const name = record ? explainerWord(record) : model.id;
  for (let from = 0; from < places.length; from += BATCH) {
    work.progress.set({ kind: 'running', what: `asking ${name}`, done: from, total: places.length });
    const batch = places.slice(from, from + BATCH).flatMap((place) => {
      const question = task.at?.(body, detail, place);
      const given = givenAt(place);
      return question && given ? [{ place, ...question, given }] : [];
    });
    const answers = await explain(task, { engine, tokenizer, style, ...projections }, batch, { signal });
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
            live: { provider: answer.provider },
          },
        ];
      }),
    });
  }
}

/** Rules that need nothing but what was measured; others would need the training questions, which no page has. */
function askRules(
  { task, body, explainers, onEvent }: Given,
  place: Place,
  { detail }: MeasuredDetail<unknown>,
): void {
  const question = task.at?.(body, detail, place);
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
