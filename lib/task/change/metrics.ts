import type { Judgement, Metric } from '../task';

/** A share (0 to 1) of the judgements that `counts` keeps; NaN where none is kept. */
function share(
  value: string,
  counts: (judgement: Judgement) => boolean = () => true,
): Pick<Metric, 'of' | 'counts'> {
  return {
    counts,
    of(judgements) {
      const counted = judgements.filter(counts);
      if (counted.length === 0) return NaN;
      return counted.reduce((sum, { values }) => sum + (values[value] ?? 0), 0) / counted.length;
    },
  };
}

/** Macro F1 over the two answers, changed and unchanged; an invalid explanation counts as the wrong one. */
function hasChangedF1(judgements: readonly Judgement[]): number {
  const f1 = (positive: number) => {
    let hits = 0;
    let said = 0;
    let were = 0;
    for (const { values } of judgements) {
      if (values.saysChanged === positive) said++;
      if (values.isChanged === positive) were++;
      if (values.saysChanged === positive && values.isChanged === positive) hits++;
    }
    return said + were === 0 ? 0 : (2 * hits) / (said + were);
  };
  return (f1(1) + f1(0)) / 2;
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
