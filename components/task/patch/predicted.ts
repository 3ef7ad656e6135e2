import { findExplainer } from '@/lib/explainer/name';
import type { ShownExplanation } from '@/components/item/explanations';
import type { LiveExplainer } from '@/components/live/setup';
import type { SaidAt } from '@/components/live/results';
import { blockOf, cellKey, type Block, type Cell } from '@/components/map/cells';
import type { ExplainerRecord } from '@/lib/store/records';
import { patch } from '@/lib/task/patch';
import type { PatchBody, Sweep } from '@/lib/task/patch/body';
import { placesOf } from '@/lib/task/patch/places';
import { placeKey } from '@/lib/task/task';
import { blockKey } from './cells';
import type { Recorded } from './recorded';

/** What an explainer says of the cells of a map. */
export interface Predicted {
  explainer: ExplainerRecord;
  /** By `cellKey`: what was said live where it was asked live, else what is on record. */
  said: ReadonlyMap<string, ShownExplanation>;
  /** Whether training asked about such a cell: this layer, this kind of token. */
  isTrained: (cell: Cell) => boolean;
  /** Whether what is said there is at least as sure as the reader wishes. */
  isSure: (cell: Cell) => boolean;
}

/** What a map of an explainer is drawn from. */
export interface PredictedMapProps {
  sweep: Sweep;
  block: Block;
  onSelect: (cell: Cell) => void;
  predicted: Predicted;
}

export function predictedBy(
  explainer: ExplainerRecord,
  {
    sweep,
    body,
    recorded,
    live,
    shipped,
    least,
  }: {
    sweep: Sweep;
    body: PatchBody;
    recorded: Recorded;
    live: ReadonlyMap<string, SaidAt>;
    /** The explainer as it can be asked here; where it cannot, nobody knows what it was trained on. */
    shipped: LiveExplainer | undefined;
    /** Least certainty, 0 to 1. */
    least: number;
  },
): Predicted {
  const said = new Map<string, ShownExplanation>();
  for (const cell of cellsOf(sweep)) {
    const key = blockKey(blockOf(cell));
    const found = [live.get(key)?.explanations, recorded.get(key)]
      .flatMap((some) => some ?? [])
      .find(({ explainerId }) => findExplainer([explainer], explainerId));
    if (found) said.set(cellKey(cell), found);
  }
  // Of one that was trained elsewhere nobody may have written it down.
  const trained = shipped?.sidecar.cells.length ? trainedKeys(shipped, sweep, body) : null;
  return {
    explainer,
    said,
    isTrained: (cell) => !trained || trained.has(blockKey(blockOf(cell))),
    isSure(cell) {
      const logProbability = said.get(cellKey(cell))?.logProbability ?? null;
      return least === 0 || (logProbability !== null && Math.exp(logProbability) >= least);
    },
  };
}

/** The cells that could be patched. */
export const cellsOf = (sweep: Sweep): Cell[] =>
  placesOf(sweep).map(({ layer = 0, pos = 0 }) => ({ layer, position: pos }));

/** Keys of the cells of a map that are of a kind which an explainer was asked about in training. */
export function trainedKeys({ sidecar }: LiveExplainer, sweep: Sweep, body: PatchBody): Set<string> {
  const kinds = new Set(sidecar.cells);
  const isKnown = (place: ReturnType<typeof placesOf>[number]) => {
    const asked = patch.at?.(body, sweep, place);
    return asked != null && kinds.has(patch.stratum(asked.body, asked.truth).cell);
  };
  return new Set(placesOf(sweep).filter(isKnown).map(placeKey));
}
