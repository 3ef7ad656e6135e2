import type { Judgement, Statistic } from './task';

/**
 * The mean of a value over judgements, 0 where one has none; NaN where none counts.
 *
 * @param counts judgements that are looked at; all unless given
 */
export const meanOf =
  (name: string, counts: (judgement: Judgement) => boolean = () => true) =>
  (judgements: readonly Judgement[]): Statistic => {
    const values = Float64Array.from(judgements, (one) => one.values[name] ?? 0);
    const counted = Uint8Array.from(judgements, (one) => Number(counts(one)));
    // Those that count do so once, unless told how often.
    return (times = counted) => {
      let [sum, n] = [0, 0];
      for (let i = 0; i < values.length; i++) {
        const repeats = counted[i]! * times[i]!;
        sum += repeats * values[i]!;
        n += repeats;
      }
      return sum / n;
    };
  };
