import { meanOf } from '../metric';
import type { Judgement, Metric, Statistic } from '../task';

/** A share (0 to 1) of the judgements that `counts` keeps; NaN where none is kept. */
const share = (
  value: string,
  counts: (judgement: Judgement) => boolean = () => true,
): Pick<Metric, 'of' | 'counts'> => ({ counts, of: meanOf(value, counts) });

/**
 * Macro F1 over the two answers, changed and unchanged; an invalid explanation counts as the wrong one. NaN where only one of them
 * is ever right: there is nothing to tell apart.
 */
function hasChangedF1(judgements: readonly Judgement[]): Statistic {
  // By what is said and what was: unchanged, changed.
  const places = Uint8Array.from(
    judgements,
    ({ values: { saysChanged = 0, isChanged = 0 } }) => 2 * saysChanged + isChanged,
  );
  return (times) => {
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < places.length; i++) counts[places[i]!]! += times ? times[i]! : 1;
    const [kept, missed, invented, found] = counts as [number, number, number, number];
    if (kept + invented === 0 || missed + found === 0) return NaN;
    const f1 = (hits: number) => (hits === 0 ? 0 : (2 * hits) / (2 * hits + missed + invented));
    return (f1(found) + f1(kept)) / 2;
  };
}

/** The scores of docs/METHOD.md for patching and ablation. */
export const CHANGE_METRICS: readonly Metric[] = [
  {
    id: 'exactMatch',
    label: 'exact match',
    headline: true,
    shown: true,
    unit: '%',
    meaning: 'says whether the next word changes, and which word it is, as measured',
    ...share('exact'),
  },
  {
    id: 'hasChangedF1',
    label: 'has-changed F1',
    shown: true,
    sliced: true,
    unit: 'macro F1, %',
    meaning: 'whether the next word changes, both answers counted alike',
    of: hasChangedF1,
  },
  {
    id: 'contentMatch',
    label: 'content',
    shown: true,
    sliced: true,
    unit: '%',
    meaning: 'the word in the brackets, whatever is said about change',
    ...share('content'),
  },
  {
    id: 'contentMatchChanged',
    label: 'content where changed',
    shown: true,
    unit: '%',
    meaning: 'the new word, on items where the next word changes',
    ...share('content', ({ values }) => values.isChanged === 1),
  },
  {
    id: 'valid',
    label: 'valid',
    diagnostic: true,
    unit: '%',
    meaning: 'says something that can be checked',
    ...share('valid'),
  },
];
