import type { Judgement } from './task';

/** How often each of some judgements counts; each once where nothing is said. */
export type Times = ArrayLike<number>;

/**
 * The mean of a value over judgements, 0 where one has none; NaN where none counts.
 *
 * @param counts judgements that are looked at; all unless given
 */
export const meanOf =
  (name: string, counts: (judgement: Judgement) => boolean = () => true) =>
  (judgements: readonly Judgement[], times?: Times): number => {
    let [sum, n] = [0, 0];
    judgements.forEach((judgement, i) => {
      const repeats = times ? times[i]! : 1;
      if (repeats === 0 || !counts(judgement)) return;
      sum += repeats * (judgement.values[name] ?? 0);
      n += repeats;
    });
    return sum / n;
  };
