import { describe, expect, it } from 'vitest';
import { nearestOf, otherQuestion, type FeatureItem } from './nearest';

const item = (latent: number, asks: 'input' | 'output', phrase: string | null): FeatureItem =>
  ({
    id: `${latent} ${asks}`,
    body: { site: 'resid', layer: 2, latent, asks, cluster: '' },
    truth: {
      label: phrase === null ? null : { phrase, score: 0.8, rivals: [] },
      output: [
        { token: ' Rome', rise: 2 },
        { token: ' Lima', rise: 1 },
      ],
    },
  }) as unknown as FeatureItem;

const near = (latent: number, label?: { phrase: string; score: number }) => ({
  site: 'resid' as const,
  layer: 2,
  latent,
  cosine: 0.5,
  ...(label && { label }),
});

describe('the nearest features', () => {
  const related = [item(1, 'output', null), item(2, 'input', 'a city'), item(2, 'output', null)];

  it('lead to a question about them where there is one, of the same kind if there is', () => {
    const lead = (asks: 'input' | 'output') =>
      nearestOf({ neighbours: [near(1), near(2), near(3)] }, asks, related).map(
        ({ question }) => question?.id ?? null,
      );
    expect(lead('input')).toEqual(['1 output', '2 input', null]);
    expect(lead('output')).toEqual(['1 output', '2 output', null]);
  });

  it('are told by their label, else by their tokens, and by a label that goes badly with them not at all', () => {
    const neighbours = [
      near(1),
      near(2),
      near(3, { phrase: 'a river', score: 0.7 }),
      near(4, { phrase: 'a stone', score: 0.2 }),
      near(5),
    ];
    expect(nearestOf({ neighbours }, 'output', related).map(({ known }) => known)).toEqual([
      { kind: 'tokens', words: 'Rome, Lima' },
      { kind: 'label', words: 'a city' },
      { kind: 'label', words: 'a river' },
      null,
      null,
    ]);
  });

  it('are others than the feature itself, whose other question is told apart', () => {
    expect(otherQuestion(item(2, 'input', 'a city').body, related)?.id).toBe('2 output');
    expect(otherQuestion(item(1, 'output', null).body, related)).toBeNull();
    expect(otherQuestion(item(7, 'output', null).body, related)).toBeNull();
  });
});
