import { describe, expect, it } from 'vitest';
import { taskOf } from '@/lib/task/tasks';
import { answersKey, exchanged } from './ask-trained';
import type { TruthRow } from './truth-rows';

describe('the key of kept answers', () => {
  const style = {
    wordings: ['What changes?', 'What would change?'],
    injection: { begin: '<v>', vector: '<vec>', end: '</v>' },
    sees: 'vector' as const,
  };
  const questions = { truthHash: 'measured', test: [{ id: 'a' }, { id: 'b' }] };
  const key = answersKey('weights', style, questions);

  it('is the same for the same explainer and questions, and leaves out wordings that are not asked', () => {
    expect(answersKey('weights', { ...style, wordings: ['What changes?'] }, { ...questions })).toBe(key);
  });

  it('is another one for questions that were measured again on a target of other weights', () => {
    expect(answersKey('weights', style, { ...questions, truthHash: 'measured again' })).not.toBe(key);
  });

  it('is another one for another explainer and for other questions', () => {
    expect(answersKey('other weights', style, questions)).not.toBe(key);
    expect(answersKey('weights', style, { ...questions, test: [{ id: 'a' }] })).not.toBe(key);
  });
});

describe('questions with other vectors', () => {
  const row = (id: string, layer: number): TruthRow => ({
    id,
    split: 'test',
    body: { layers: [layer], positionType: 'last', pairType: 'same-object', relation: 'capital' },
    truth: { changed: true },
    given: { ids: [1, 2], vector: Float32Array.of(Number(id)) },
  });

  it('have that of another question of their cell, all else their own', () => {
    const rows = [row('1', 0), row('2', 1), row('3', 0), row('4', 1), row('5', 0)];
    const other = exchanged(taskOf('patch'), rows);
    expect(other.map(({ given }) => given.vector![0])).toEqual([3, 4, 5, 2, 1]);
    other.forEach((one, i) => {
      expect({ ...one, given: null }).toEqual({ ...rows[i], given: null });
      expect(one.given.ids).toBe(rows[i]!.given.ids);
    });
  });
});
