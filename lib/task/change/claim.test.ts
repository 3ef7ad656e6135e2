import { describe, expect, it } from 'vitest';
import { changeAnswer, changedTo, unchangedFrom } from './answer';
import { normalise, parseClaim } from './claim';

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
    const truth = { before: outcome(' Paris'), after: outcome(' Rome') };
    expect(changeAnswer({ ...truth, changed: true })).toBe(changedTo(' Rome'));
    expect(changeAnswer({ ...truth, changed: false })).toBe(unchangedFrom(' Paris'));
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
