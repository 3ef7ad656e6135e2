import type { ShownExplanation } from '@/components/item/explanations';
import { snapshotVerdict, type Snapshot } from '@/lib/permalink/snapshot';
import { placeKey, type AnyTask, type Place } from '@/lib/task/task';
import type { Provider } from '@/lib/words';

/** What live work has brought so far, here or in the browser that made the link. */
export interface LiveResults {
  /** Where models run here; null until one was loaded. */
  engine: Provider | null;
  /** Where `detail` was measured, here or for the link; null until then. */
  provider: Provider | null;
  /** What was measured, in the form of the task's detail; null until then, and where a task has no places. */
  detail: unknown;
  /** What is known so far of a measurement under way, in the same form; null when there is none. */
  coming: unknown;
  /** The link that it came by; null for what was made here. */
  link: Pick<Snapshot, 'at' | 'contentHash'> | null;
  /** What explainers said at each place, by `placeKey`. */
  said: ReadonlyMap<string, SaidAt>;
}

export interface SaidAt {
  place: Place;
  explanations: ShownExplanation[];
}

export type LiveEvent =
  | { kind: 'loaded'; provider: Provider }
  /** What is known so far; null when nothing more comes. */
  | { kind: 'part'; detail: unknown }
  | { kind: 'measured'; detail: unknown; provider: Provider }
  | { kind: 'said'; said: readonly (readonly [Place, ShownExplanation])[] };

export const NO_RESULTS: LiveResults = {
  engine: null,
  provider: null,
  detail: null,
  coming: null,
  link: null,
  said: new Map(),
};

/**
 * The results of a link. What they say was said of the question of `body`.
 *
 * @param recorded truth of that question, of a task without places
 */
export function resultsOf(task: AnyTask, body: unknown, snapshot: Snapshot, recorded?: unknown): LiveResults {
  const { provider, at, contentHash, detail, explanations } = snapshot;
  const shown = ({ place, ...said }: Snapshot['explanations'][number]): ShownExplanation => {
    const verdict = snapshotVerdict(task, body, snapshot, { place, text: said.text }, recorded) ?? 'unknown';
    // Rules have no probabilities, and run nowhere.
    return said.logProbability === null
      ? { ...said, verdict, provider: 'rule' }
      : { ...said, verdict, provider, live: { provider, at } };
  };
  const said = new Map<string, SaidAt>();
  for (const one of explanations) {
    const { place } = one;
    const key = placeKey(place);
    said.set(key, { place, explanations: [...(said.get(key)?.explanations ?? []), shown(one)] });
  }
  return { engine: null, provider, detail, coming: null, link: { at, contentHash }, said };
}

export function reduceResults(results: LiveResults, event: LiveEvent): LiveResults {
  switch (event.kind) {
    case 'loaded':
      return { ...results, engine: event.provider };
    case 'part':
      return { ...results, coming: event.detail };
    case 'measured': {
      // Values made here replace the link's: the two are never shown as one.
      const said = results.link === null ? results.said : NO_RESULTS.said;
      return { ...results, detail: event.detail, provider: event.provider, coming: null, link: null, said };
    }
    case 'said': {
      const said = new Map(results.said);
      for (const [place, explanation] of event.said) {
        const key = placeKey(place);
        const others = (said.get(key)?.explanations ?? []).filter(
          ({ explainerId }) => explainerId !== explanation.explainerId,
        );
        said.set(key, { place, explanations: [...others, explanation] });
      }
      return { ...results, said };
    }
  }
}
