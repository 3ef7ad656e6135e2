import { expect, it } from 'vitest';

import { glossSentences, type PartOfSpeech } from '@/lib/corpus/glosses';

const gloss = (lemma: string, definition: string, part: PartOfSpeech, examples: string[] = []): string[] =>
  glossSentences(
    [{ offset: '00000001', lexFile: 0, lemmas: [lemma], pointers: [], definition, examples }],
    part,
  );

it.each<[string, string, PartOfSpeech, string]>([
  ['dog', 'a member of the genus Canis; kept by man', 'noun', 'Dog means a member of the genus Canis.'],
  ['murmur', 'speak softly or indistinctly', 'verb', 'To murmur means to speak softly or indistinctly.'],
  ['vigor', '(music) forceful exertion', 'noun', 'Vigor means forceful exertion.'],
  ['Tuscany', 'a region in central Italy', 'noun', 'Tuscany is a region in central Italy.'],
])('makes a sentence of %s', (lemma, definition, part, sentence) => {
  expect(gloss(lemma, definition, part)).toEqual([sentence]);
});

it('keeps examples, and leaves out definitions that make no sentence', () => {
  expect(gloss('Lima', 'capital of Peru', 'noun', ['Lima lies on the coast'])).toEqual([
    'Lima lies on the coast.',
  ]);
  expect(gloss('byte', 'a sequence of 8 bits', 'noun')).toEqual([]);
});

it('leaves out words that insult and what is unpleasant to read', () => {
  expect(gloss('clod', 'a term of contempt', 'noun', ['you clod'])).toEqual([]);
  expect(gloss('hang', 'hold', 'verb', ['he thought of suicide', 'the coat hangs'])).toEqual([
    'The coat hangs.',
    'To hang means to hold.',
  ]);
});
