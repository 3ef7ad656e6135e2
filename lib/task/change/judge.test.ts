import { describe, expect, it } from 'vitest';
import type { Judgement } from '../task';
import { changedTo, unchangedFrom } from './answer';
import type { Verdict } from '@/lib/words';
import { judgeChange } from './judge';
import { CHANGE_METRICS } from './metrics';

const changed = changedTo('Rome');
const unchanged = unchangedFrom('Paris');

const METRICS = Object.fromEntries(
  CHANGE_METRICS.map(({ id, of }) => [id, (judgements: readonly Judgement[]) => of(judgements)()]),
) as Record<
  'exactMatch' | 'hasChangedF1' | 'contentMatch' | 'contentMatchChanged' | 'valid',
  (judgements: readonly Judgement[]) => number
>;

describe('an explanation against the right one', () => {
  it.each<[string, string, string, Partial<Record<string, boolean>>, Verdict]>([
    ['the same', changed, changed, { exact: true, content: true }, 'right'],
    [
      'the same but for case and spaces',
      '  the most LIKELY output would change to <<<rome>>> ',
      changed,
      { exact: true },
      'right',
    ],
    [
      'the same claim in other words',
      'change to <<<Rome>>>',
      changed,
      { exact: false, content: true },
      'right',
    ],
    ['another word', changedTo('Oslo'), changed, { exact: false, content: false }, 'partly'],
    ['another word, unchanged', unchangedFrom('Oslo'), unchanged, { content: false }, 'partly'],
    [
      'the same word under the other verdict',
      changedTo('Paris'),
      unchanged,
      { exact: false, content: true },
      'wrong',
    ],
    ['all wrong', unchanged, changed, { content: false }, 'wrong'],
    [
      'nothing that can be checked',
      'I do not know',
      changed,
      { valid: false, exact: false, content: false },
      'unknown',
    ],
  ])('%s', (_, text, gold, match, verdict) => {
    const { values, verdict: found } = judgeChange(text, gold);
    for (const [name, holds] of Object.entries(match))
      expect([name, values[name]]).toEqual([name, Number(holds)]);
    expect(found).toBe(verdict);
  });

  it('counts as the wrong verdict when it is invalid', () => {
    expect(judgeChange('?', changed).values).toMatchObject({ saysChanged: 0, isChanged: 1 });
    expect(judgeChange('?', unchanged).values).toMatchObject({ saysChanged: 1, isChanged: 0 });
  });

  it('needs a right one that makes a claim', () => {
    expect(() => judgeChange(changed, 'nothing')).toThrow('the gold explanation makes no claim: "nothing"');
  });
});

describe('the metrics', () => {
  const of = (said: (string | null)[], gold: string[]) =>
    said.map((text, i) => judgeChange(text ?? 'invalid', gold[i]!));

  it('on a case counted by hand', () => {
    const matches = of(
      [changed, changedTo('Oslo'), unchanged, unchanged, changed, null],
      [changed, changed, changed, unchanged, unchanged, unchanged],
    );
    expect(METRICS.valid(matches)).toBeCloseTo(5 / 6, 12);
    expect(METRICS.exactMatch(matches)).toBeCloseTo(2 / 6, 12);
    expect(METRICS.contentMatch(matches)).toBeCloseTo(2 / 6, 12);
    expect(METRICS.contentMatchChanged(matches)).toBeCloseTo(1 / 3, 12);
    // Changed: said 4 times (the invalid one counts), true 3 times, 2 hits; unchanged: 2, 3 and 1.
    expect(METRICS.hasChangedF1(matches)).toBeCloseTo((4 / 7 + 2 / 5) / 2, 12);
  });

  it('are 1 for the right answers, and F1 is 1/3 for always the same verdict', () => {
    const gold = [changed, unchanged, changed, unchanged];
    const right = of(gold, gold);
    for (const metric of Object.values(METRICS)) expect(metric(right)).toBe(1);
    const constant = of([unchanged, unchanged, unchanged, unchanged], gold);
    expect(METRICS.hasChangedF1(constant)).toBeCloseTo(1 / 3, 12);
  });

  it('of nothing are no numbers, and zero where all are invalid', () => {
    expect(METRICS.exactMatch([])).toBeNaN();
    expect(METRICS.contentMatchChanged(of([unchanged], [unchanged]))).toBeNaN();
    const invalid = of([null, null], [changed, unchanged]);
    expect([METRICS.valid(invalid), METRICS.hasChangedF1(invalid)]).toEqual([0, 0]);
  });

  it('say what they count, where that is not everything', () => {
    const judgements = of([changed, unchanged], [changed, unchanged]);
    const counted = CHANGE_METRICS.map(({ id, counts }) => [
      id,
      judgements.filter(counts ?? (() => true)).length,
    ]);
    expect(Object.fromEntries(counted)).toMatchObject({
      exactMatch: 2,
      hasChangedF1: 2,
      contentMatchChanged: 1,
    });
  });
});
