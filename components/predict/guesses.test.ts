import { describe, expect, it } from 'vitest';
import {
  guessOf,
  MOST_GUESSES,
  readGuesses,
  withGuess,
  without,
  withVerdict,
  writeGuesses,
  type Judged,
  type KeptGuess,
} from './guesses';

const series = { target: 'house', task: 'patch' };
const made = (question: string, word = 'Rome') => ({ ...series, question, word });
const judged: Judged = { verdict: 'right', others: { self: 'wrong' }, chance: 0.5 };

describe('what a browser keeps', () => {
  it('is read back as it was written', () => {
    const guesses = withVerdict(withGuess([], made('a')), made('a'), judged);
    expect(readGuesses(writeGuesses(withGuess(guesses, made('b'))))).toEqual([
      { ...made('a'), judged },
      { ...made('b'), judged: null },
    ]);
  });

  it('is nothing where it is damaged, foreign, or not there', () => {
    for (const text of [null, '', '{', '[]', '{"version":2,"guesses":[]}', '{"version":1,"guesses":[{}]}'])
      expect(readGuesses(text), String(text)).toEqual([]);
    const foreign = { version: 1, guesses: [{ ...made('a'), judged: { ...judged, verdict: 'splendid' } }] };
    expect(readGuesses(JSON.stringify(foreign))).toEqual([]);
  });

  it('has an end: the oldest guesses leave', () => {
    const many = Array.from({ length: MOST_GUESSES + 2 }, (_, index): KeptGuess => ({
      ...made(`q${index}`),
      judged: null,
    }));
    const kept = readGuesses(writeGuesses(many));
    expect(kept).toHaveLength(MOST_GUESSES);
    expect(kept[0]?.question).toBe('q2');
    expect(readGuesses(JSON.stringify({ version: 1, guesses: many }))).toEqual(kept);
  });
});

describe('a guess', () => {
  it('may change until the answer was seen, and not after', () => {
    const twice = withGuess(withGuess([], made('a', 'Oslo')), made('a', 'Rome'));
    expect(twice).toEqual([{ ...made('a'), judged: null }]);
    const seen = withVerdict(twice, made('a'), judged);
    expect(withGuess(seen, made('a', 'Riga'))).toBe(seen);
    expect(guessOf(seen, 'a')).toEqual({ ...made('a'), judged });
  });

  it('is judged once, for the word that was guessed, and never for a guess that nobody made', () => {
    const guesses = withGuess([], made('a'));
    expect(withVerdict(guesses, made('a', 'Oslo'), judged)).toBe(guesses);
    expect(withVerdict(guesses, made('b'), judged)).toBe(guesses);
    const seen = withVerdict(guesses, made('a'), judged);
    expect(withVerdict(seen, made('a'), { ...judged, verdict: 'wrong' })).toBe(seen);
  });

  it('leaves with its series, and leaves others alone', () => {
    const other = { ...made('b'), task: 'ablate' };
    const guesses = withGuess(withGuess([], made('a')), other);
    expect(without(guesses, series)).toEqual([{ ...other, judged: null }]);
  });
});
