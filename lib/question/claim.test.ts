import { describe, expect, it } from 'vitest';
import { normalise, parseClaim } from './claim';
import { questionId } from './identity';
import { PATCH_PROMPTS, changedTo, layerName, patchTarget, unchangedFrom } from './prompts';
import type { PatchQuestion } from './types';

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
    expect(patchTarget({ ...truth, changed: true })).toBe(changedTo(' Rome'));
    expect(patchTarget({ ...truth, changed: false })).toBe(unchangedFrom(' Paris'));
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
  const question: PatchQuestion = {
    kind: 'patch',
    target: 'house-a',
    text: 'a',
    source: 'b',
    layers: [1, 2],
    position: 0,
    sourcePosition: 1,
  };

  it('has an identity that follows from what is asked alone', () => {
    expect(questionId(question)).toMatch(/^[0-9a-f]{12}$/);
    const backwards = Object.fromEntries(Object.entries(question).reverse()) as unknown as PatchQuestion;
    expect(questionId({ ...backwards, note: 'more' } as PatchQuestion)).toBe(questionId(question));
  });

  it('of anything else has another identity', () => {
    const others: PatchQuestion[] = [
      question,
      { ...question, target: 'house-b' },
      { ...question, text: 'b', source: 'a' },
      { ...question, layers: [1] },
      { ...question, layers: [2, 1] },
      { ...question, position: 1, sourcePosition: 0 },
    ];
    expect(new Set(others.map(questionId)).size).toBe(others.length);
  });

  it('names a layer or a block of layers', () => {
    expect(layerName([2])).toBe('2');
    expect(layerName([1, 2, 3])).toBe('1-3');
    expect(() => layerName([])).toThrow('at least one layer');
  });

  it('has a place for everything in every wording', () => {
    for (const prompt of PATCH_PROMPTS)
      for (const part of ['{v}', '{layer}', '{token}', '{text}']) expect(prompt.split(part)).toHaveLength(2);
  });
});
