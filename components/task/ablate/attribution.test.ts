import { describe, expect, it } from 'vitest';
import type { AblateBody, Attribution, Removal } from '@/lib/task/ablate/body';
import { compareAttributions, largestSize, measuredAt, ranked } from './attribution';

const removal = (from: number, effect: number, output = ' a'): Removal => ({
  span: { from, to: from + 1 },
  output,
  top: [],
  changed: output !== ' a',
  effect,
});

const attribution = (removals: Removal[], tokens = removals.map((_, i) => ` t${i}`)): Attribution => ({
  tokens,
  original: { output: ' a', top: [] },
  removals: { tokens: removals, words: [], sentences: [] },
});

describe('the sizes of an attribution', () => {
  const removals = [removal(0, 0.2), removal(1, -1.5), removal(2, 1.1), removal(3, 0.001)];

  it('end its scale at the largest, for or against', () => {
    expect(largestSize(removals)).toBe(1.5);
    expect(largestSize([])).toBe(0);
  });

  it('rank by size, and what is as good as nothing is in no ranking', () => {
    expect(ranked(removals, 2).map(({ effect }) => effect)).toEqual([-1.5, 1.1]);
    expect(ranked(removals, 9)).toHaveLength(3);
    expect(removals[0]!.effect).toBe(0.2);
  });
});

describe('what was measured without a span', () => {
  it('is found among units, and among what a reader chose', () => {
    const detail = attribution([removal(0, 1), removal(1, 2)]);
    const chosen: Removal = { ...removal(0, 3, ' b'), span: { from: 0, to: 2 } };
    const body = {} as AblateBody;
    expect(measuredAt(body, detail, { from: 1, to: 2 })?.effect).toBe(2);
    expect(measuredAt(body, detail, { from: 0, to: 2 })).toBeNull();
    const more = { ...detail, removals: { ...detail.removals, chosen: [chosen] } };
    expect(measuredAt(body, more, { from: 0, to: 2 })).toEqual({
      original: { output: ' a', top: [] },
      ablated: { output: ' b', top: [] },
      changed: true,
      effect: 3,
    });
  });
});

describe('comparing a live attribution with the record', () => {
  it('counts equal outputs and finds the largest difference', () => {
    const agreement = compareAttributions(
      attribution([removal(0, 1), removal(1, 2, ' b'), removal(2, 3)]),
      attribution([removal(0, 1.5), removal(1, 2, ' b'), removal(2, 3.25, ' c')]),
    );
    expect(agreement).toEqual({ removals: 3, same: 2, difference: 0.5 });
  });

  it('does not compare different texts', () => {
    const one = attribution([removal(0, 1)]);
    expect(compareAttributions(one, attribution([removal(0, 1)], [' other']))).toBeNull();
  });
});
