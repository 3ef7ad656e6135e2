'use client';

import { useCallback, useEffect, useRef } from 'react';
import type { ExplainerRecord } from '@/lib/store/records';
import type { AnyTask, Place } from '@/lib/task/task';
import type { LiveEvent } from './results';
import type { LiveExplainer } from './setup';
import type { MeasureOnce } from './use-measuring';
import type { Models } from './use-models';
import type { Work } from './use-work';

/** What is asked, who is, and where what they say goes. */
export interface AskGiven {
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
}

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
export function useAsking(given: AskGiven): Asking {
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
          const { askPlaces, askRules } = await import('./ask');
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
          const { askPlaces } = await import('./ask');
          await askPlaces(now.current, explainer, places(measured.detail), measured, signal);
        }),
      [start],
    ),
  };
}
