import { describe, expect, it } from 'vitest';
import { patch } from '@/lib/task/patch';
import type { Sweep } from '@/lib/task/patch/body';
import { foldMap, unfoldMap } from './map';
import type { Explained } from './trained';

const cell = (output: string) => ({ output, changed: output !== ' Rome', effect: 1, top: [] });
const detail: Sweep = {
  tokens: ['The', ' capital', ' of'],
  sourceTokens: ['The', ' capital'],
  alignment: [0, 1, null],
  layers: [0, 1],
  original: { output: ' Rome', top: [] },
  sourceOutcome: { output: ' Paris', top: [] },
  cells: [
    [cell(' Rome'), cell(' Paris'), null],
    [cell(' Rome'), cell(' Lima'), null],
  ],
};
const body = { ...patch.own!.body({ x: 'The capital of', s: 'The capital' }), layers: [1], position: 1 };

const brief = (said: string, logProbability: number): Explained => ({
  text: patch.brief!.expand(said, body),
  said,
  logProbability,
  provider: 'cpu',
});
const same = 'Rome, Rome. Same or different? Answer: same';
const paris = 'Rome, Paris. Same or different? Answer: different';
const answers = [brief(same, -0.1234), brief(paris, -0.5), brief(same, 0), brief(paris, -2)];

describe('a map of what was said', () => {
  it('has each saying once, and which of them stands at each place', () => {
    expect(foldMap('self', answers)).toEqual({
      explainerId: 'self',
      provider: 'cpu',
      said: [same, paris],
      at: [0, 1, 0, 1],
      logProbability: [-0.12, -0.5, 0, -2],
    });
    expect(() => foldMap('self', [])).toThrow('self was asked about no place');
  });

  it('is unfolded into explanations with the verdicts that follow from what was measured', () => {
    const unfolded = unfoldMap(patch, { body, detail }, foldMap('self', answers));
    expect(unfolded.map(([place]) => place)).toEqual([
      { layer: 0, to: 0, pos: 0 },
      { layer: 0, to: 0, pos: 1 },
      { layer: 1, to: 1, pos: 0 },
      { layer: 1, to: 1, pos: 1 },
    ]);
    expect(unfolded.map(([, { verdict }]) => verdict)).toEqual(['right', 'right', 'right', 'partly']);
    expect(unfolded[1]![1]).toEqual({
      explainerId: 'self',
      text: 'The most likely output would change to <<<Paris>>>.',
      said: paris,
      verdict: 'right',
      provider: 'cpu',
      logProbability: -0.5,
    });
  });

  it('keeps what is said in sentences as it was said', () => {
    const text = 'The output would remain unchanged from <<<Rome>>>.';
    const sentence: Explained = { text, said: null, logProbability: -1, provider: 'cpu' };
    const [[, explanation]] = unfoldMap(patch, { body, detail }, foldMap('x', Array(4).fill(sentence))) as [
      ReturnType<typeof unfoldMap>[number],
    ];
    expect(explanation).toMatchObject({ text, verdict: 'right' });
    expect(explanation.said).toBeUndefined();
  });
});
