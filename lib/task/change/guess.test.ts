import { describe, expect, it } from 'vitest';
import { saidByWord, wordsBeside } from './guess';
import { judgeChange } from './judge';

describe('a guessed word', () => {
  const verdictOf = (word: string, right: string) => judgeChange(saidByWord(word, ' Paris'), right).verdict;

  it('that comes out anyway says that nothing changes, in any letters', () => {
    const right = 'The output would remain unchanged from <<<Paris>>>.';
    expect(saidByWord('Paris', ' Paris')).toBe(right);
    expect(verdictOf(' paris ', right)).toBe('right');
    expect(verdictOf('Rome', right)).toBe('wrong');
  });

  it('that is another says that the output changes to it', () => {
    const right = 'The most likely output would change to <<<Rome>>>.';
    expect(saidByWord(' Rome', ' Paris')).toBe(right);
    expect(verdictOf('rome', right)).toBe('right');
    expect(verdictOf('Oslo', right)).toBe('partly');
    expect(verdictOf('Paris', right)).toBe('wrong');
  });
});

it('offers each other word once, and never the one that comes out anyway', () => {
  expect(wordsBeside(' Paris', [' Rome', 'paris', 'Oslo', 'rome', ' '])).toEqual(['Rome', 'Oslo']);
  expect(wordsBeside(' Paris', [' Paris'])).toEqual([]);
});
