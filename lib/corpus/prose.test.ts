import { expect, it } from 'vitest';

import { parseWordNet } from '@/lib/corpus/derive/wordnet';
import { selectProse, sentences, wordNetSentences } from '@/lib/corpus/prose';

it('splits at full stops but not after abbreviations and initials', () => {
  expect(sentences('Mr. Smith met J. Adams.  They spoke of the U.S. Senate! "Did it end?" It did.')).toEqual([
    'Mr. Smith met J. Adams.',
    'They spoke of the U.S. Senate!',
    '"Did it end?"',
    'It did.',
  ]);
});

it('makes sentences of WordNet examples and definitions', () => {
  const line =
    '02086723 05 n 02 dog 0 domestic_dog 0 001 @ 02085998 n 0000 | a member of the dog family; "the dog barked all night"  ';
  expect(wordNetSentences(parseWordNet(line))).toEqual([
    'The dog barked all night.',
    'Dog means a member of the dog family.',
  ]);
});

it('leaves out sentences that are too short, too long, coarse, repeated or of other letters', () => {
  const good = 'The union of the states was preserved.';
  const limits = { limit: 10, minWords: 5, maxWords: 8 };
  const all = [
    good,
    good,
    'Too short.',
    `${good} And on and on and on.`,
    'This sentence has a café in it.',
    'What a load of shit this is.',
  ];
  expect(selectProse(all, limits)).toEqual([good]);
});

it('chooses the same sentences in whatever order they come', () => {
  const all = Array.from({ length: 50 }, (_, i) => `This is sentence number ${i} of many.`);
  const limits = { limit: 20, minWords: 5, maxWords: 40 };
  expect(selectProse([...all].reverse(), limits)).toEqual(selectProse(all, limits));
  expect(selectProse(all, limits)).toHaveLength(20);
});

it('leaves out unpleasant subjects, headings and misprints where it is told to be strict', () => {
  const good = 'The union of the states was preserved.';
  const bad = [
    'WAR DEPARTMENT The department combines many functions.',
    'That is what we will do.They know it well.',
    'He spoke of murder and of its causes.',
  ];
  const limits = { limit: 10, minWords: 5, maxWords: 12 };
  expect(selectProse([good, ...bad], limits)).toHaveLength(4);
  expect(selectProse([good, ...bad], { ...limits, strict: true })).toEqual([good]);
});
