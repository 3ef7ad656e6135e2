import { expect, it } from 'vitest';
import { meanOf } from '@/lib/task/metric';
import type { AnyTask, Rule } from '@/lib/task/task';
import { bestReader } from './best-reader';

type Truth = { cell: string; word: string };

/** A task that says a word; questions are of cells. */
const task = {
  stratum: (_: unknown, truth: Truth) => ({ cell: truth.cell, side: '' }),
  judge: (said: string, truth: Truth) => ({
    verdict: 'right',
    claim: said,
    values: { right: Number(said === truth.word) },
  }),
  metrics: [
    {
      id: 'right',
      headline: true,
      of: meanOf('right'),
    },
  ],
} as unknown as AnyTask;

const constant = (word: string): Rule<unknown, unknown> => ({
  id: word,
  name: word,
  meaning: '',
  sees: 'training-answers',
  learns: true,
  make: () => ({ say: () => word }),
});

const of = (cell: string, word: string) => ({ body: null, truth: { cell, word } });

it('the best reader is in each cell the rule that is right most often there, and in a new cell the one that is so overall', () => {
  const training = Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? of('a', 'x') : of('b', 'y')));
  const { say } = bestReader(task, [constant('x'), constant('y')]).make(training);
  expect(say(of('a', ''))).toBe('x');
  expect(say(of('b', ''))).toBe('y');
  expect(say(of('c', ''))).toBe('y');
});

it('the best reader chooses on questions that the rules did not learn from', () => {
  const truths = Array.from({ length: 50 }, (_, i) => of('a', i % 5 === 0 ? 'x' : String(i)));
  /** Right on all that it has seen, and on nothing else. */
  const memory: Rule<unknown, unknown> = {
    ...constant('memory'),
    make: (training) => ({ say: (item) => (training.includes(item) ? (item.truth as Truth).word : '?') }),
  };
  const { say } = bestReader(task, [memory, constant('x')]).make(truths);
  expect(say(of('a', ''))).toBe('x');
});
