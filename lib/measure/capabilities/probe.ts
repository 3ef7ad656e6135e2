import type { CapabilityGroup, Exposure } from '@/lib/words';

/** One thing asked of a model: a row of tokens, and the token that answers it. */
export interface Trial {
  ids: number[];
  answer: number;
  /** What trials are counted by beside all of them together: the relation of a fact. */
  part?: string;
}

/** A set of trials of one kind, whose share of right answers is one line of a report. */
export interface Probe {
  /** Unique in a report, for example `recall/quoted/frequent`. */
  id: string;
  group: CapabilityGroup;
  /** What is asked, and what of it is counted. */
  label: string;
  /** Of which facts; absent where it is about none. */
  exposure?: Exposure;
  /** Share of right answers by guessing among what is offered; absent where nothing is. */
  chance?: number;
  /** Share that a target worth explaining has: below the first, or above the second, training on it is warned of. */
  floor?: number;
  ceiling?: number;
  trials: readonly Trial[];
}
