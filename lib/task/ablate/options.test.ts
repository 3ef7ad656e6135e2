import { expect, it } from 'vitest';
import type { Fact } from '@/lib/corpus/facts';
import { renderChoice } from '@/lib/corpus/mixture/choices';
import { optionsOf } from './options';

const fact: Fact = { relation: 'capital', subject: 'Green Bay', object: 'Madison', source: '' };

it('finds what each option is answered by, in the order of the text, with a hint and without one', () => {
  for (const letters of [true, false])
    for (const hint of [null, 1]) {
      const { text, answers } = renderChoice({
        fact,
        options: ['Salem', 'Green Lake', 'Madison'],
        letters,
        hint,
      });
      expect(optionsOf({ text, options: letters ? 'letters' : 'words' })).toEqual(answers);
    }
});

it('finds none in a text that has no options', () => {
  expect(optionsOf({ text: 'The capital of Wisconsin is', options: 'words' })).toEqual([]);
});
