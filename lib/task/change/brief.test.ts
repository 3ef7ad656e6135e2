import { describe, expect, it } from 'vitest';
import { changedTo, unchangedFrom } from './answer';
import { briefChange, expandChange } from './brief';

const outputs = (before: string, after: string) => ({
  changed: before !== after,
  before: { output: ` ${before}` },
  after: { output: ` ${after}` },
});

describe('brief words of a change', () => {
  it('name what the text alone gives, what comes out, and whether they are the same', () => {
    expect(briefChange(outputs('franc', 'euro'))).toBe('franc, euro. Same or different? Answer: different');
    expect(briefChange(outputs('franc', 'franc'))).toBe('franc, franc. Same or different? Answer: same');
  });

  it('stand for the sentence about what comes out, with commas and stops in either word', () => {
    expect(expandChange(briefChange(outputs('franc', 'euro')))).toBe(changedTo('euro'));
    expect(expandChange(briefChange(outputs('franc', 'franc')))).toBe(unchangedFrom('franc'));
    expect(expandChange(briefChange(outputs('1,200', 'St. John')))).toBe(changedTo('St. John'));
  });

  it('are taken by their verdict where words and verdict disagree, and may leave the first word out', () => {
    expect(expandChange('franc, euro. Same or different? Answer: same')).toBe(unchangedFrom('euro'));
    expect(expandChange('euro. Same or different? Answer: different')).toBe(changedTo('euro'));
  });

  it.each([
    '',
    'euro',
    'franc, euro.',
    'franc, euro. Same or different? Answer: perhaps',
    '. Same or different? Answer: same',
  ])('that are of another form stay as they were said: %j', (said) => expect(expandChange(said)).toBe(said));
});
