import { describe, expect, it } from 'vitest';
import { questionId } from '../identity';
import { patch } from '.';
import type { PatchBody } from './body';
import { PATCH_WORDINGS, layerRange } from './wordings';

describe('a question', () => {
  const body: PatchBody = {
    ...patch.own!.body({ x: 'a', s: 'b' }),
    layers: [1, 2],
    position: 0,
    sourcePosition: 1,
  };
  const idOf = (of: PatchBody, target = 'house-a') => questionId(patch, target, of);

  it('has an identity that follows from what is asked alone', () => {
    // The id of the released questions: it may never change.
    expect(idOf(body)).toBe('4bae90a03c78');
    expect(idOf({ ...body, subject: 'another title', relation: 'capital', tokens: ['a'] })).toBe(idOf(body));
  });

  it('of anything else has another identity', () => {
    const ids = [
      idOf(body),
      idOf(body, 'house-b'),
      idOf({ ...body, text: 'b', source: 'a' }),
      idOf({ ...body, layers: [1] }),
      idOf({ ...body, layers: [2, 1] }),
      idOf({ ...body, position: 1, sourcePosition: 0 }),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('names a layer or a block of layers', () => {
    expect(layerRange([2])).toBe('2');
    expect(layerRange([1, 2, 3])).toBe('1-3');
    expect(() => layerRange([])).toThrow('at least one layer');
  });

  it('has a place for everything in every wording', () => {
    for (const prompt of PATCH_WORDINGS)
      for (const part of ['{v}', '{layer}', '{token}', '{text}']) expect(prompt.split(part)).toHaveLength(2);
  });
});
