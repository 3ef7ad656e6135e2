'use client';

import { useCallback, useEffect, useRef } from 'react';
import type { LoadedModel, MeasuredDetail } from '@/lib/task/measure';
import { measureOf } from '@/lib/task/measures';
import type { AnyTask, Place } from '@/lib/task/task';
import type { LiveEvent } from './results';
import type { LiveModel } from './setup';
import type { Models } from './use-models';
import type { Work } from './use-work';

/**
 * What a question measures in this browser, with what explainers are given at each of its places. `places` are measured, too,
 * where the detail has not every place.
 */
export type MeasureOnce = (
  signal: AbortSignal,
  places?: readonly Place[],
) => Promise<MeasuredDetail<unknown>>;

/** Measures one question, once, and again when it is told to. Mount it anew (`key`) for another question. */
export function useMeasuring({
  task,
  target,
  body,
  models,
  work,
  onEvent,
}: {
  task: AnyTask;
  target: LiveModel | null;
  body: unknown;
  models: Models;
  work: Work;
  onEvent: (event: LiveEvent) => void;
}): {
  once: MeasureOnce;
  /** Measures anew. */
  measure: (places?: readonly Place[]) => void;
  /** Measures places that were not measured yet. */
  measureAt: (places: readonly Place[]) => void;
} {
  const measured = useRef<MeasuredDetail<unknown> | null>(null);
  // What is asked and how to load are what they are now, whatever was there when a piece of work began.
  const now = useRef({ task, target, body, models, onEvent });
  useEffect(() => {
    now.current = { task, target, body, models, onEvent };
  });
  const { start, progress } = work;

  const once = useCallback<MeasureOnce>(
    async (signal, places = []) => {
      const { task, target, body, models, onEvent } = now.current;
      const how = await measureOf(task.id);
      const missing = ({ detail }: MeasuredDetail<unknown>) =>
        how.further ? places.filter((place) => task.at?.(body, detail, place) === null) : [];
      if (measured.current && missing(measured.current).length === 0) return measured.current;
      if (!target) throw new Error('The weights of the target are not shipped with this site.');
      if (!how.detail) throw new Error(`Questions of the task ${task.id} cannot be measured one by one.`);
      const model: LoadedModel = await models.load(target, signal);
      const { provider } = model.engine;
      onEvent({ kind: 'loaded', provider });
      progress.set({ kind: 'running', what: 'measuring', done: 0, total: null });
      const onPart = (detail: unknown) => {
        if (!signal.aborted) onEvent({ kind: 'part', detail });
      };
      const whole = () =>
        how.detail!(model, body, signal, onPart).finally(() => onEvent({ kind: 'part', detail: null }));
      let result = measured.current ?? (await whole());
      for (const place of missing(result)) result = await how.further!(model, body, result, place, signal);
      signal.throwIfAborted();
      measured.current = result;
      onEvent({ kind: 'measured', detail: result.detail, provider });
      return result;
    },
    [progress],
  );

  const measure = useCallback(
    (places?: readonly Place[]) =>
      start(async (signal) => {
        measured.current = null;
        await once(signal, places);
      }),
    [once, start],
  );
  const measureAt = useCallback(
    (places: readonly Place[]) =>
      start(async (signal) => {
        await once(signal, places);
      }),
    [once, start],
  );
  return { once, measure, measureAt };
}
