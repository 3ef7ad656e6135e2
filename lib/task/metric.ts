import { mean } from 'd3-array';
import type { Judgement } from './task';

/** The mean of a value over judgements, 0 where one has none; NaN of no judgements. */
export const meanOf =
  (name: string) =>
  (judgements: readonly Judgement[]): number =>
    mean(judgements, ({ values }) => values[name] ?? 0) ?? NaN;
