import { describe, expect, it } from 'vitest';
import { answersKey } from './ask-trained';

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
