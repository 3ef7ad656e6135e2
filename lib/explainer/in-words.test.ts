import { describe, expect, it } from 'vitest';
import { patch } from '@/lib/task/patch';
import { feature } from '@/lib/task/feature';
import { inWords } from './in-words';

const body = {
  ...patch.own!.body({ x: 'The capital of France is', s: 'The capital of Peru is' }),
  tokens: ['The', ' capital', ' of', ' France', ' is'],
  layers: [2, 3],
  position: 3,
};

describe('a question in words', () => {
  it('has its texts and tokens as they are shown, and says where a vector would stand', () => {
    expect(inWords(patch, patch.wordings[1]!, body, '[a vector]')).toBe(
      'How would the output change if [a vector] replaced layer 2-3 at token <France> while reading <<<The capital of France is>>>?',
    );
  });

  it('needs no text where the task has none', () => {
    const asked = { site: 'resid', layer: 2, latent: 7, asks: 'output', cluster: '' };
    expect(inWords(feature, feature.wordings[0]!, asked, '[v]')).toBe(
      'At layer 2, [v] encodes something. What does it make the model say?',
    );
  });

  it('leaves a place that the task does not fill as it is', () => {
    expect(inWords(patch, '{text} {nothing}', body, '')).toBe('The capital of France is {nothing}');
  });
});
