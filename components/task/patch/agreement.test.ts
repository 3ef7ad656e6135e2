import { describe, expect, it } from 'vitest';
import type { Sweep } from '@/lib/task/patch/body';
import { compareSweeps } from './agreement';

const sweep = (cells: [string, number][]): Sweep => ({
  tokens: cells.map((_, i) => ` t${i}`),
  sourceTokens: [' s'],
  alignment: cells.map(() => 0),
  layers: [0],
  original: { output: ' a', top: [] },
  sourceOutcome: { output: ' b', top: [] },
  cells: [cells.map(([output, effect]) => ({ output, effect, changed: output !== ' a', top: [] }))],
});

describe('comparing a live sweep with the record', () => {
  it('counts equal outputs and finds the largest difference', () => {
    const agreement = compareSweeps(
      sweep([
        [' a', 1],
        [' b', 2],
        [' c', 3],
      ]),
      sweep([
        [' a', 1.5],
        [' b', 2],
        [' d', 3.25],
      ]),
    );
    expect(agreement).toEqual({ cells: 3, same: 2, difference: 0.5 });
  });

  it('does not compare different texts', () => {
    expect(
      compareSweeps(
        sweep([[' a', 1]]),
        sweep([
          [' a', 1],
          [' b', 1],
        ]),
      ),
    ).toBeNull();
  });
});
