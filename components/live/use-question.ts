'use client';

import { useCallback, useEffect, useReducer, useRef } from 'react';
import type { ShownExplanation } from '@/components/item/explanations';
import type { Snapshot } from '@/lib/permalink/snapshot';
import type { ExplainerRecord, Item } from '@/lib/store/records';
import { placeKey, type AnyTask, type Given } from '@/lib/task/task';
import type { Provider } from '@/lib/words';
import { NO_RESULTS, reduceResults, resultsOf, type LiveResults } from './results';
import type { LiveModel, LiveSetup } from './setup';
import { useAsking } from './use-asking';
import type { MeasureOnce } from './use-measuring';
import { useModels, type Models } from './use-models';
import type { Work } from './use-work';

/** Live work on a recorded question that has no places, as the pages of its task use it. */
export interface LiveQuestion {
  work: Work;
  /** As a link keeps them. */
  results: LiveResults;
  /** Where models run here; null until one is loaded. */
  engine: Provider | null;
  /** What explainers said here, or in the browser that made the link. */
  said: ShownExplanation[];
  askable: boolean;
  /** Bytes still to be fetched before explainers can be asked. */
  toFetch: number;
  ask: () => void;
  /** Asks, and has each trained explainer answer as often as chance decides, too. */
  draw: () => void;
}

const QUESTION = {};
const NONE: readonly LiveModel[] = [];

/** Asking explainers about a recorded question as it stands. Mount it anew (`key`) for another question. */
export function useQuestion({
  task,
  item: { body, truth },
  work,
  setup,
  explainers,
  snapshot,
  give,
  runs = NONE,
  extra = 0,
}: {
  task: AnyTask;
  item: Pick<Item, 'body' | 'truth'>;
  work: Work;
  setup: LiveSetup;
  explainers: readonly ExplainerRecord[];
  snapshot: Snapshot | null;
  /** What explainers are given beside words; null where it cannot be had here. */
  give: ((models: Models, signal: AbortSignal) => Promise<Given>) | null;
  /** Models that `give` runs, and bytes that it has to fetch beside them. */
  runs?: readonly LiveModel[];
  extra?: number;
}): LiveQuestion {
  const [results, onEvent] = useReducer(reduceResults, snapshot, (link) =>
    link ? resultsOf(task, body, link, truth) : NO_RESULTS,
  );
  const asked = setup.explainers;
  const needed = [...runs, ...asked];
  const models = useModels(work.progress);
  const given = useRef<Given | null>(null);
  const now = useRef({ models, give });
  useEffect(() => {
    now.current = { models, give };
  });
  const once = useCallback<MeasureOnce>(
    async (signal) => {
      const { models, give } = now.current;
      const [first] = asked;
      if (!first || !give) throw new Error('No explainer of this question is shipped with this site.');
      // Nothing is measured: a link keeps where explainers ran.
      const { provider } = (await models.load(first, signal)).engine;
      onEvent({ kind: 'loaded', provider });
      const vector = given.current ?? (await give(models, signal));
      if (!given.current) onEvent({ kind: 'measured', detail: null, provider });
      given.current = vector;
      return { detail: null, givenAt: () => vector };
    },
    [asked],
  );
  const { ask } = useAsking({
    ...{ task, body, explainers, models, work, onEvent, asked },
    recorded: truth,
    measureOnce: once,
  });
  return {
    work,
    results,
    engine: results.engine,
    said: results.said.get(placeKey(QUESTION))?.explanations ?? [],
    askable: give !== null && asked.length > 0,
    toFetch: models.toFetch(needed) + extra,
    ask: () => ask(QUESTION),
    draw: () => ask(QUESTION, { draws: true }),
  };
}
