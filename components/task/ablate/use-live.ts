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
import { useAsking } from '@/components/live/use-asking';
import { useMeasuring } from '@/components/live/use-measuring';
import { useModels } from '@/components/live/use-models';
import { useWork, type Work } from '@/components/live/use-work';
import type { Span } from '@/lib/measure/ablate';
import type { Snapshot } from '@/lib/permalink/snapshot';
import type { ExplainerRecord } from '@/lib/store/records';
import { ablate } from '@/lib/task/ablate';
import type { AblateBody, Attribution } from '@/lib/task/ablate/body';
import type { Provider } from '@/lib/words';
import { placeOf } from './spans';

/** Live work on one text, as the pages of this task use it. */
export interface Live {
  work: Work;
  /** As a link keeps them. */
  results: LiveResults;
  /** Where models run here; null until one is loaded. */
  engine: Provider | null;
  /** Where the shown values were measured; null until then. */
  provider: Provider | null;
  /** The attribution as measured in this browser, or in the one that made the link. */
  detail: Attribution | null;
  /** When the shown values were made, if that was when a link was made. */
  recordedAt: string | null;
  /** What explainers said, by `placeKey`. */
  said: ReadonlyMap<string, SaidAt>;
  measurable: boolean;
  /** Some explainer can be asked. */
  askable: boolean;
  /** The model to hold against WASM, once the GPU has measured with it here. */
  checkable: LiveModel | null;
  /** Bytes still to be fetched before each kind of work. */
  cost: { measure: number; ask: number };
  /** Measures every token, word and sentence anew, and these spans. */
  measure: (spans: readonly Span[]) => void;
  /** Measures a span that is none of those. */
  remove: (span: Span) => void;
  ask: (span: Span) => void;
}

/** Leaving parts of a text out, and asking explainers about it. Mount it anew (`key`) for another text. */
export function useLive({
  setup,
  explainers,
  body,
  snapshot,
}: {
  setup: LiveSetup;
  explainers: ExplainerRecord[];
  body: AblateBody;
  snapshot: Snapshot | null;
}): Live {
  const [results, onEvent] = useReducer(reduceResults, snapshot, (link) =>
    link ? resultsOf(ablate, body, link) : NO_RESULTS,
  );
  const work = useWork();
  const shipped = useMemo(() => (setup.target ? [setup.target] : []), [setup.target]);
  const models = useModels(work.progress);
  const shared = { task: ablate, body, models, work, onEvent };
  const { once, measure, measureAt } = useMeasuring({ ...shared, target: setup.target });
  const { ask } = useAsking({ ...shared, explainers, asked: setup.explainers, measureOnce: once });
  const detail = results.detail as Attribution | null;
  return {
    work,
    results,
    engine: results.engine,
    provider: results.provider,
    detail,
    recordedAt: results.link?.at ?? null,
    said: results.said,
    measurable: setup.target !== null,
    askable: setup.target !== null && setup.explainers.length > 0,
    checkable: results.provider === 'webgpu' && detail && !results.link ? setup.target : null,
    cost: {
      measure: models.toFetch(shipped),
      ask: models.toFetch([...shipped, ...setup.explainers]),
    },
    measure: (spans) => measure(spans.map(placeOf)),
    remove: (span) => measureAt([placeOf(span)]),
    ask: (span) => ask(placeOf(span)),
  };
}
