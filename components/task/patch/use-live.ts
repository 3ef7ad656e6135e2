'use client';

import { useMemo, useReducer } from 'react';
import {
  NO_RESULTS,
  reduceResults,
  resultsOf,
  type LiveResults,
  type SaidAt,
} from '@/components/live/results';
import type { LiveModel, LiveSetup } from '@/components/live/setup';
import { isOutdated } from '@/components/live/snapshot-of';
import { useAsking } from '@/components/live/use-asking';
import { useMeasuring } from '@/components/live/use-measuring';
import { useModels } from '@/components/live/use-models';
import { useWork, type Work } from '@/components/live/use-work';
import type { Block } from '@/components/map/cells';
import type { Snapshot } from '@/lib/permalink/snapshot';
import type { ExplainerRecord, ModelHead } from '@/lib/store/records';
import { patch } from '@/lib/task/patch';
import type { PatchBody, Sweep } from '@/lib/task/patch/body';
import { placesOf } from '@/lib/task/patch/places';
import { placeKey, type Place } from '@/lib/task/task';
import type { Provider } from '@/lib/words';
import { placeOf } from './cells';
import { trainedKeys } from './predicted';

/** Live work on one pair of texts, as the pages of this task use it. */
export interface Live {
  work: Work;
  /** As a link keeps them. */
  results: LiveResults;
  /** Where models run here; null until one is loaded. */
  engine: Provider | null;
  /** Where the shown values were measured; null until then. */
  provider: Provider | null;
  /** The sweep as measured in this browser, or in the one that made the link. */
  sweep: Sweep | null;
  /** When the shown values were made, if that was when a link was made. */
  recordedAt: string | null;
  /** The values of the link were made with other weights than those shipped now. */
  outdated: boolean;
  /** What explainers said, by `placeKey`. */
  said: ReadonlyMap<string, SaidAt>;
  measurable: boolean;
  /** Some explainer can be asked. */
  askable: boolean;
  /** The model to hold against WASM, once the GPU has measured with it here. */
  checkable: LiveModel | null;
  /** Bytes still to be fetched before each kind of work. */
  cost: { measure: number; ask: number; askEvery: (explainer: string) => number };
  measure: () => void;
  ask: (block: Block) => void;
  /** Asks one that is shipped about every cell. */
  askEvery: (explainer: string) => void;
}

/** Measuring every cell, and asking explainers about some or all of them. Mount it anew (`key`) for other texts. */
export function useLive({
  setup,
  target,
  explainers,
  body,
  snapshot,
}: {
  setup: LiveSetup;
  target: ModelHead;
  explainers: ExplainerRecord[];
  body: PatchBody;
  snapshot: Snapshot | null;
}): Live {
  const [results, onEvent] = useReducer(reduceResults, snapshot, (link) =>
    link ? resultsOf(patch, body, link) : NO_RESULTS,
  );
  // While it is measured, the cells so far.
  const sweep = (results.coming ?? results.detail) as Sweep | null;
  const work = useWork();
  const shipped = useMemo(() => (setup.target ? [setup.target] : []), [setup.target]);
  const models = useModels(work.progress);
  const shared = { task: patch, body, models, work, onEvent };
  const { once, measure } = useMeasuring({ ...shared, target: setup.target });
  const { ask, askEvery } = useAsking({
    ...shared,
    explainers,
    asked: setup.explainers,
    measureOnce: once,
  });

  const shippedAs = (id: string) => setup.explainers.find((explainer) => explainer.id === id);

  return {
    work,
    results,
    engine: results.engine,
    provider: results.provider,
    sweep,
    recordedAt: results.link?.at ?? null,
    outdated: isOutdated(results.link, target.contentHash),
    said: results.said,
    measurable: setup.target !== null,
    askable: setup.target !== null && setup.explainers.length > 0,
    checkable: results.provider === 'webgpu' && sweep && !results.link ? setup.target : null,
    cost: {
      measure: models.toFetch(shipped),
      ask: models.toFetch([...shipped, ...setup.explainers]),
      askEvery: (id) => models.toFetch([...shipped, shippedAs(id) ?? []].flat()),
    },
    measure: () => measure(),
    ask: (block) => ask(placeOf(block)),
    askEvery: (id) => {
      const asked = shippedAs(id);
      if (!asked) return;
      askEvery(asked, (detail) => {
        const map = detail as Sweep;
        const known = trainedKeys(asked, map, body);
        const isKnown = (place: Place) => known.has(placeKey(place));
        const places = placesOf(map);
        // What training knows comes first; the rest shows how far it reaches.
        return [...places.filter(isKnown), ...places.filter((place) => !isKnown(place))];
      });
    },
  };
}
