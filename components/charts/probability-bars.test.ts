import { describe, expect, it } from 'vitest';
import type { Outcome } from '@/lib/words';
import { comparedWords } from './probability-bars';

const outcome = (entries: [string, number][]): Outcome => ({
  output: entries[0]?.[0] ?? '',
  top: entries.map(([token, probability]) => ({ token, probability })),
});

describe('the words of the probability bars', () => {
  it('always hold both outputs, even when there is room for nothing else', () => {
    const words = comparedWords(
      outcome([
        [' Paris', 0.8],
        [' France', 0.1],
        [' Lyon', 0.05],
      ]),
      outcome([
        [' Rome', 0.7],
        [' Milan', 0.2],
        [' Paris', 0.05],
      ]),
      2,
    );
    expect(words).toEqual([' Paris', ' Rome']);
  });

  it('stand in the order of the original probabilities', () => {
    const words = comparedWords(
      outcome([
        [' a', 0.5],
        [' b', 0.3],
        [' c', 0.1],
      ]),
      outcome([
        [' c', 0.9],
        [' d', 0.05],
      ]),
      4,
    );
    expect(words).toEqual([' a', ' b', ' c', ' d']);
  });
});
