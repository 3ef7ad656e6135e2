import type { ExplainerRole } from '@/lib/explainer/types';
import type { Sweep } from '@/lib/task/patch/body';
import type { Provider } from '@/lib/words';
import type { Cell } from '@/components/patching/cells';
import type { ShownExplanation } from '@/components/patching/explanations';
import type { LiveModel } from './setup';

/** What a live computation is doing. */
export type LivePhase =
  | { kind: 'idle' }
  /** Fetching weights, in bytes; `total` is null while a size is unknown. */
  | { kind: 'loading'; what: string; loaded: number; total: number | null }
  /** Computing, in cells or questions. */
  | { kind: 'running'; what: string; done: number; total: number | null }
  | { kind: 'failed'; message: string };

/** Live work on one pair of texts, as the patching pages use it. */
export interface LivePatch {
  phase: LivePhase;
  /** Where it runs; null until a model is loaded. */
  provider: Provider | null;
  /** The sweep as measured in this browser, or in the one that made the link. */
  sweep: Sweep | null;
  /** When the shown values were made, if that was when a link was made; null for values made here. */
  recordedAt: string | null;
  /** Explanations made live, by `cellKey`. */
  explanations: ReadonlyMap<string, ShownExplanation[]>;
  /** Whether the target can be measured here, and which explainers can be asked. */
  measurable: boolean;
  /** The model to hold against WASM, once the GPU has measured with it here. */
  checkable: LiveModel | null;
  roles: ExplainerRole[];
  /** Bytes still to be fetched before each kind of work. */
  cost: { measure: number; ask: number; askEvery: number };
  /** Whether training ever asked the self explainer about such a cell: this layer, this kind of token. */
  trained: (cell: Cell) => boolean;
  measure: () => void;
  ask: (cell: Cell) => void;
  askEvery: () => void;
  /** Stops what is under way; what is done stays. */
  cancel: () => void;
  /** Repeats what failed. */
  retry: () => void;
}
