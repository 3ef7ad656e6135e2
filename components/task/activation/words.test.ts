import { describe, expect, it } from 'vitest';
import type { ActivationBody } from '@/lib/task/activation/body';
import { sourceWords } from './marked-text';
import { captionOf, findingWords, outcomeWords, siteCode } from './words';

const body: ActivationBody = {
  asks: 'object',
  relation: 'capital',
  subject: 'Spain',
  text: 'The capital of Spain is',
  tokens: [' The', ' capital', ' of', ' Spain', ' is'],
  layer: 4,
  position: 4,
  positionType: 'last',
  source: null,
};

describe('an activation in words', () => {
  it('says what is asked, and of which relation the text is', () => {
    expect(captionOf(body)).toBe('capital, what will be said');
    expect(captionOf({ ...body, asks: 'attribute', relation: 'language' })).toBe('an attribute');
    expect(captionOf({ ...body, asks: 'change' })).toBe('capital, what it changes');
  });

  it('has a word that the model says, or one that becomes another', () => {
    const [one, two] = [
      { answer: ' Madrid', before: null },
      { answer: ' Madrid', before: ' Paris' },
    ];
    expect([outcomeWords(one), findingWords(one)]).toEqual(['Madrid', 'says Madrid']);
    expect([outcomeWords(two), findingWords(two)]).toEqual(['Paris → Madrid', 'Paris becomes Madrid']);
  });

  it('stands at a layer and a token', () => {
    expect(siteCode(body)).toEqual(['L4', '·is']);
  });
});

describe('the text that a change is held against', () => {
  it('ends with the token at which its vector stands, as the text does', () => {
    expect(sourceWords('The capital of France is', ' is')).toEqual([
      'The',
      ' capital',
      ' of',
      ' France',
      ' is',
    ]);
    expect(sourceWords('Asked about France, name the capital:', ':').slice(-2)).toEqual([' capital', ':']);
  });

  it('ends with its own last word where it does not', () => {
    expect(sourceWords('The capital of France', ' is')).toEqual(['The', ' capital', ' of', ' France']);
    expect(sourceWords('is', ' is')).toEqual(['is']);
  });
});
