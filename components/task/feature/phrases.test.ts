import { expect, it } from 'vitest';
import { otherPhrases } from './phrases';

const rivals = (label: string, ...phrases: string[]) =>
  otherPhrases({ phrase: label, score: 0.8, rivals: phrases.map((phrase) => ({ phrase, score: 0.7 })) }).map(
    ({ phrase }) => phrase,
  );

it('phrases that came close are those that say something else than the label, in whatever order', () => {
  expect(rivals('a or b or c', 'c or b or a', 'b or a', 'a or b')).toEqual(['b or a']);
  expect(rivals('a and b', 'b and a', 'a or b')).toEqual(['a or b']);
});

it('of phrases where the order counts none is taken for another', () => {
  expect(rivals('a but not b', 'b but not a', 'a but not b')).toEqual(['b but not a']);
  expect(rivals('a and b or c', 'a or c and b')).toEqual(['a or c and b']);
});
