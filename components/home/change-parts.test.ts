import { describe, expect, it } from 'vitest';
import type { TargetResult } from './result';
import { changeParts } from './change-parts';

const reading = (value: number, low: number, high: number) => ({ value, low, high, n: 1000 });

const result = (whether: [number, number, number]): TargetResult => {
  const row = (id: string, word: number) => ({
    explainer: { id } as TargetResult['self']['explainer'],
    readings: { contentMatchChanged: reading(word, word - 0.03, word + 0.03) },
  });
  const [self, other] = [row('self', 0.64), row('other', 0.28)];
  return {
    targetId: 'a',
    headline: 'exactMatch',
    rows: [self, other],
    self,
    otherSeeds: [],
    kin: [],
    other,
    differences: new Map([['other', { hasChangedF1: reading(...whether) }]]),
    differencesOfSeeds: new Map(),
    scaling: [],
  };
};

describe('the parts of exact match in words', () => {
  it('are the new word, and whether there is one', () => {
    expect(changeParts(result([0.008, -0.03, 0.046]))).toBe(
      'Where the next word changes, self names the new one in 64.0%, other in 28.0%; ' +
        'on whether it changes at all, the two are not shown to differ.',
    );
    expect(changeParts(result([0.08, 0.03, 0.13]))).toContain('self is ahead by +8.0 points of F1');
  });

  it('are left out where they were not scored', () => {
    expect(changeParts({ ...result([0, 0, 0]), differences: new Map() })).toBe('');
  });
});
