import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Judgement } from '../task';
import { CHANGE_METRICS } from './metrics';

const bit = fc.constantFrom(0, 1);
const judgement = fc
  .record({ valid: bit, exact: bit, content: bit, saysChanged: bit, isChanged: bit })
  .map((values): Judgement => ({ verdict: 'unknown', claim: '', values }));

it.each(CHANGE_METRICS)(
  '$label of judgements that count several times is that of as many copies',
  ({ of }) => {
    fc.assert(
      fc.property(fc.array(fc.tuple(judgement, fc.nat({ max: 3 })), { minLength: 1 }), (counted) => {
        const copies = counted.flatMap(([one, times]) => Array<Judgement>(times).fill(one));
        const weighed = of(counted.map(([one]) => one))(counted.map(([, times]) => times));
        expect(weighed).toEqual(of(copies)());
      }),
    );
  },
);

it('macro F1 is the mean of the F1 of both answers', () => {
  const f1 = CHANGE_METRICS.find(({ id }) => id === 'hasChangedF1')!;
  const of = (saysChanged: number, isChanged: number, n: number) =>
    Array.from({ length: n }, (): Judgement => ({
      verdict: 'unknown',
      claim: '',
      values: { saysChanged, isChanged },
    }));
  // Of 10 that change, 6 are told; of 10 that do not, 8.
  const value = f1.of([...of(1, 1, 6), ...of(0, 1, 4), ...of(0, 0, 8), ...of(1, 0, 2)])();
  expect(value).toBeCloseTo((12 / (12 + 4 + 2) + 16 / (16 + 4 + 2)) / 2, 12);
});
