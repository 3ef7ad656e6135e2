import { describe, expect, it } from 'vitest';
import { questionId } from '../identity';
import { patch } from '.';
import type { PatchBody } from './body';
import { normalise, parseClaim } from './claim';
import { PATCH_WORDINGS, changedTo, layerRange, patchAnswer, unchangedFrom } from './wordings';

describe('the claim of an explanation', () => {
  it.each<[string, ReturnType<typeof parseClaim>]>([
    ['The output would remain unchanged from <<<Paris>>>.', { kind: 'unchanged', output: 'paris' }],
    ['The most likely output would change to <<<Rome>>>.', { kind: 'changed', output: 'rome' }],
    ['  THE OUTPUT WOULD REMAIN\n UNCHANGED FROM <<< Paris >>>  ', { kind: 'unchanged', output: 'paris' }],
    ['change to <<<New Delhi>>>', { kind: 'changed', output: 'new delhi' }],
    // Unchanged is tried first, wherever it stands.
    ['It would change to <<<a>>>, not remain unchanged from <<<b>>>', { kind: 'unchanged', output: 'b' }],
    ['It would change to <<<a>>> or change to <<<b>>>', { kind: 'changed', output: 'a' }],
    ['change to <<<>>>', { kind: 'changed', output: '' }],
    ['change to <<<a<b>>>', { kind: 'changed', output: 'a<b' }],
    ['The output would remain unchanged.', { kind: 'invalid' }],
    ['It would change to Rome', { kind: 'invalid' }],
    ['change to <<<Rome', { kind: 'invalid' }],
    ['', { kind: 'invalid' }],
  ])('%j', (text, claim) => {
    expect(parseClaim(text)).toEqual(claim);
  });

  it('is what was asked for in the targets of training', () => {
    const outcome = (output: string) => ({ output, top: [] });
    const truth = { original: outcome(' Paris'), patched: outcome(' Rome') };
    expect(patchAnswer({ ...truth, changed: true })).toBe(changedTo(' Rome'));
    expect(patchAnswer({ ...truth, changed: false })).toBe(unchangedFrom(' Paris'));
    expect(parseClaim(changedTo(' Rome'))).toEqual({ kind: 'changed', output: 'rome' });
    expect(parseClaim(unchangedFrom(' Paris'))).toEqual({ kind: 'unchanged', output: 'paris' });
  });

  it.each([
    ['  Two  words.\n', 'two words'],
    ['Ends .', 'ends'],
    ['Stops..', 'stops.'],
    ['<<<X>>>.', '<<<x>>>'],
  ])('%j is compared as %j', (text, expected) => {
    expect(normalise(text)).toBe(expected);
    expect(normalise(normalise(text).replace(/\.$/, ''))).toBe(normalise(text).replace(/\.$/, ''));
  });
});

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
