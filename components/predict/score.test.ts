import { expect, it } from 'vitest';
import type { ExplainerRecord } from '@/lib/store/records';
import type { KeptGuess } from './guesses';
import { rivalsOf, scoresOf } from './score';

const explainer = (id: string, over: Partial<ExplainerRecord>) =>
  ({
    id,
    task: 'patch',
    baseId: 'a',
    kinship: 'self',
    sees: 'vector',
    rule: null,
    ...over,
  }) as ExplainerRecord;

const small = explainer('small', { trainExamples: 10 });
const self = explainer('self', { trainExamples: 20 });
const other = explainer('other', { kinship: 'other-seed' });
const blind = explainer('blind', { sees: 'no-vector' });
const oracle = explainer('oracle', { kinship: null, baseId: null, rule: 'text-oracle' });
const majority = explainer('majority', { kinship: null, baseId: null, rule: 'majority' });
const all = [small, self, other, blind, majority, oracle];

const series = { target: 'house', task: 'patch' };
const guess = (question: string, judged: KeptGuess['judged']): KeptGuess => ({
  ...series,
  question,
  word: 'Rome',
  judged,
});

const guesses = [
  guess('a', { verdict: 'right', others: { self: 'right', other: 'wrong' }, chance: 0.5 }),
  guess('b', { verdict: 'partly', others: { self: 'partly', other: 'unknown' }, chance: 0 }),
  guess('c', { verdict: 'wrong', others: { self: 'right' }, chance: 0.25 }),
  guess('d', null),
  { ...guess('e', { verdict: 'right', others: {}, chance: 0 }), target: 'another' },
];

it('a reader is held against the main self and other, and who sees no vector; else against the rule that leads', () => {
  const ids = (explainers: ExplainerRecord[]) => rivalsOf(explainers).map(({ id }) => id);
  expect(ids(all)).toEqual(['self', 'other', 'blind']);
  expect(ids([self, majority, oracle])).toEqual(['self', 'oracle']);
});

it('counts the reader, others and chance on the questions whose answers were seen', () => {
  expect(scoresOf(guesses, series, all)).toEqual({
    questions: 3,
    reader: { change: 2, word: 1, of: 3 },
    others: [
      { explainer: self, score: { change: 3, word: 2, of: 3 } },
      // It was not asked the third one.
      { explainer: other, score: { change: 0, word: 0, of: 2 } },
      { explainer: blind, score: { change: 0, word: 0, of: 0 } },
    ],
    chance: { change: 1.5, word: 0.75, of: 3 },
  });
});

it('is empty before anything was seen', () => {
  expect(scoresOf([guess('d', null)], series, all).questions).toBe(0);
});
