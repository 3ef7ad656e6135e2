'use client';

import { useCallback, useEffect, useRef } from 'react';
import type { LoadedModel, MeasuredDetail } from '@/lib/task/measure';
import { measureOf } from '@/lib/task/measures';
import type { AnyTask } from '@/lib/task/task';
import type { LiveEvent } from './results';
import type { LiveModel } from './setup';
import type { Models } from './use-models';
import type { Work } from './use-work';

/** What a question measures in this browser, with what explainers are given at each of its places. */
export type MeasureOnce = (signal: AbortSignal) => Promise<MeasuredDetail<unknown>>;

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
}): { once: MeasureOnce; measure: () => void } {
  const measured = useRef<MeasuredDetail<unknown> | null>(null);
  // What is asked and how to load are what they are now, whatever was there when a piece of work began.
  const now = useRef({ task, target, body, models, onEvent });
  useEffect(() => {
    now.current = { task, target, body, models, onEvent };
  });
  const { start, progress } = work;

  const once = useCallback<MeasureOnce>(
    async (signal) => {
      if (measured.current) return measured.current;
      const { task, target, body, models, onEvent } = now.current;
      if (!target) throw new Error('The weights of the target are not shipped with this site.');
      const model: LoadedModel = await models.load(target, signal);
      const { provider } = model.engine;
      onEvent({ kind: 'loaded', provider });
      progress.set({ kind: 'running', what: 'measuring', done: 0, total: null });
      const measure = await measureOf(task.id);
      if (!measure.detail) throw new Error(`Questions of the task ${task.id} cannot be measured one by one.`);
      const result = await measure.detail(model, body, signal);
      signal.throwIfAborted();
      measured.current = result;
      onEvent({ kind: 'measured', detail: result.detail, provider });
      return result;
    },
    [progress],
  );

  const measure = useCallback(
    () =>
      start(async (signal) => {
        measured.current = null;
        await once(signal);
      }),
    [once, start],
  );
  return { once, measure };
}
