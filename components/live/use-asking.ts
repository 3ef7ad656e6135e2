'use client';

import { useCallback, useEffect, useRef } from 'react';
import { explainerWord } from '@/lib/explainer/name';
import type { ShownExplanation } from '@/components/item/explanations';
import type { Explained } from '@/lib/explainer/trained';
import type { ExplainerRecord } from '@/lib/store/records';
import type { MeasuredDetail } from '@/lib/task/measure';
import type { AnyTask, Place } from '@/lib/task/task';
import type { LiveEvent } from './results';
import type { LiveExplainer } from './setup';
import type { MeasureOnce } from './use-measuring';
import type { Models } from './use-models';
import type { Work } from './use-work';

/** Questions that one call asks: a balance between speed and how soon `cancel` is heard. */
const BATCH = 8;

export interface Asking {
  /**
   * Asks every explainer about one place of the question, and every rule that needs no training questions. With `draws`, trained
   * explainers also answer as often as chance decides, which tells how sure each is of what it says.
   */
  ask(place: Place, how?: { draws: boolean }): void;
  /** Asks one explainer about many places, in this order. */
  askEvery(explainer: LiveExplainer, places: (detail: unknown) => Place[]): void;
}

/** Asks explainers about a question in this browser. What they say is judged by what was measured here. */
export function useAsking(given: {
  task: AnyTask;
  body: unknown;
  /** What was recorded, of a task without places: explainers are asked about that. */
  recorded?: unknown;
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
      (place, { draws } = { draws: false }) =>
        start(async (signal) => {
          const { asked, measureOnce } = now.current;
          const measured = await measureOnce(signal, [place]);
          for (const explainer of asked)
            await askPlaces(now.current, explainer, [place], measured, signal, draws);
          await askRules(now.current, place, measured);
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

/** The question at a place, and what was measured there. */
const posedAt = ({ task, body, recorded }: Given, detail: unknown, place: Place) =>
  task.at ? task.at(body, detail, place) : recorded === undefined ? null : { body, truth: recorded };

async function askPlaces(
  asking: Given,
  model: LiveExplainer,
  places: readonly Place[],
  { detail, givenAt }: MeasuredDetail<unknown>,
  signal: AbortSignal,
  draws = false,
): Promise<void> {
  const { task, explainers, models, work, onEvent } = asking;
  const { agreementOf, drawExplanations, explain } = await import('@/lib/explainer/trained');
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
async function askRules(asking: Given, place: Place, { detail }: MeasuredDetail<unknown>): Promise<void> {
  const { task, explainers, onEvent } = asking;
  const question = posedAt(asking, detail, place);
  if (!question) return;
  const { rulesOf } = await import('@/lib/explainer/rules');
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
