'use client';

import { useMemo, useReducer } from 'react';
import { mainOf } from '@/lib/explainer/name';
import {
  NO_RESULTS,
  reduceResults,
  resultsOf,
  type LiveResults,
  type SaidAt,
} from '@/components/live/results';
import type { LiveExplainer, LiveModel, LiveSetup } from '@/components/live/setup';
import { isOutdated } from '@/components/live/snapshot-of';
import { useAsking } from '@/components/live/use-asking';
import { useMeasuring } from '@/components/live/use-measuring';
import { useModels } from '@/components/live/use-models';
import { useWork, type Work } from '@/components/live/use-work';
import { placeOf, type Cell } from '@/components/map/cells';
import type { Snapshot } from '@/lib/permalink/snapshot';
import type { ExplainerRecord, ModelRecord } from '@/lib/store/records';
import { patch } from '@/lib/task/patch';
import type { PatchBody, Sweep } from '@/lib/task/patch/body';
import { placeKey } from '@/lib/task/task';
import type { Provider } from '@/lib/words';
import { cellAt } from './cells';

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
  /** The explainer whose predictions are drawn as a map, if it is shipped: the self explainer. */
  mapped: ExplainerRecord | null;
  /** The model to hold against WASM, once the GPU has measured with it here. */
  checkable: LiveModel | null;
  /** Bytes still to be fetched before each kind of work. */
  cost: { measure: number; ask: number; askEvery: number };
  /** Whether training asked `mapped` about such a cell: this layer, this kind of token. */
  trained: (cell: Cell) => boolean;
  measure: () => void;
  ask: (cell: Cell) => void;
  askEvery: () => void;
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
  target: ModelRecord;
  explainers: ExplainerRecord[];
  body: PatchBody;
  snapshot: Snapshot | null;
}): Live {
  const [results, onEvent] = useReducer(reduceResults, snapshot, (link) =>
    link ? resultsOf(patch, body, link) : NO_RESULTS,
  );
  const sweep = results.detail as Sweep | null;
  const work = useWork();
  const shipped = useMemo(() => (setup.target ? [setup.target] : []), [setup.target]);
  const models = useModels([...shipped, ...setup.explainers], work.progress);
  const shared = { task: patch, body, models, work, onEvent };
  const { once, measure } = useMeasuring({ ...shared, target: setup.target });
  const { ask, askEvery } = useAsking({
    ...shared,
    explainers,
    asked: setup.explainers,
    measureOnce: once,
  });

  const mapped = mainOf(
    'self',
    explainers.filter(({ id }) => setup.explainers.some((e) => e.id === id)),
  );
  const asked = setup.explainers.find(({ id }) => id === mapped?.id);
  const trainedCells = useMemo(() => trainedOn(asked, sweep, body), [asked, sweep, body]);

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
    mapped: mapped ?? null,
    checkable: results.provider === 'webgpu' && sweep && !results.link ? setup.target : null,
    cost: {
      measure: models.toFetch(shipped),
      ask: models.toFetch([...shipped, ...setup.explainers]),
      askEvery: models.toFetch([...shipped, ...(asked ? [asked] : [])]),
    },
    trained: (cell) => trainedCells.has(placeKey(placeOf(cell))),
    measure,
    ask: (cell) => ask(placeOf(cell)),
    askEvery: () => {
      if (!asked) return;
      askEvery(asked, (detail) => {
        const map = detail as Sweep;
        const known = trainedOn(asked, map, body);
        const places = measuredCells(map).map(placeOf);
        const isKnown = (place: ReturnType<typeof placeOf>) => known.has(placeKey(place));
        // What training knows comes first; the rest shows how far it reaches.
        return [...places.filter(isKnown), ...places.filter((place) => !isKnown(place))];
      });
    },
  };
}

const measuredCells = (sweep: Sweep): Cell[] =>
  sweep.layers.flatMap((layer) =>
    sweep.tokens.flatMap((_, position): Cell[] =>
      cellAt(sweep, { layer, position }) ? [{ layer, position }] : [],
    ),
  );

/** The cells of a map that are of a kind which an explainer was asked about in training. */
function trainedOn(explainer: LiveExplainer | undefined, sweep: Sweep | null, body: PatchBody): Set<string> {
  if (!explainer || !sweep) return new Set();
  const kinds = new Set(explainer.sidecar.cells);
  return new Set(
    measuredCells(sweep)
      .map(placeOf)
      .filter((place) => {
        const asked = patch.at?.(body, sweep, place);
        return asked && kinds.has(patch.stratum(asked.body, asked.truth).cell);
      })
      .map(placeKey),
  );
}
