import { describe, expect, it } from 'vitest';
import type { EvaluationRecord, ExplainerRecord } from '@/lib/store/records';
import { resultOf } from './result';

const explainer = (
  id: string,
  kinship: ExplainerRecord['kinship'],
  trainExamples: number,
  over: Partial<ExplainerRecord> = {},
): ExplainerRecord => ({
  id,
  targetId: 'a',
  task: 'any',
  baseId: kinship === 'self' ? 'a' : 'b',
  kinship,
  sees: 'vector',
  rule: null,
  variant: null,
  trainExamples,
  path: null,
  contentHash: null,
  runId: `run of ${id}`,
  shown: trainExamples === 100,
  ...over,
});
const explainers = [
  explainer('other', 'other-seed', 100),
  explainer('self', 'self', 100),
  explainer('small', 'self', 10),
];

const evaluation = (
  explainerId: string,
  againstId: string | null,
  metric: string,
  value: number,
): EvaluationRecord => ({
  explainerId,
  againstId,
  split: 'test',
  slice: 'all',
  metric,
  n: 40,
  value,
  standardError: null,
  low: value - 0.1,
  high: value + 0.1,
});
const evaluations = [
  evaluation('self', null, 'accuracy', 0.6),
  evaluation('other', null, 'accuracy', 0.4),
  evaluation('small', null, 'accuracy', 0.3),
  evaluation('self', null, 'f1', 0.8),
  evaluation('self', 'other', 'accuracy', 0.2),
  evaluation('other', 'self', 'accuracy', -0.2),
];

describe('the result of a target', () => {
  const result = resultOf('a', 'accuracy', explainers, evaluations)!;

  it('has every score of an explainer in its row, self first', () => {
    expect(result.rows.map(({ explainer: { id }, readings }) => [id, Object.keys(readings)])).toEqual([
      ['self', ['accuracy', 'f1']],
      ['other', ['accuracy']],
    ]);
    expect(result.rows[0]?.readings.accuracy).toEqual({ value: 0.6, low: 0.5, high: 0.7, n: 40 });
  });

  it('takes the others from self, and not self from the others', () => {
    expect([...result.differences.keys()]).toEqual(['other']);
    expect(result.differences.get('other')).toMatchObject({ accuracy: { value: 0.2 } });
  });

  it('grows with the number of training examples where there is more than one', () => {
    expect(
      result.scaling.map(({ explainer: { id }, points }) => [id, points.map((p) => p.examples)]),
    ).toEqual([['self', [10, 100]]]);
  });

  it('shows explainers of one role side by side, and holds the rest against the one with the most examples', () => {
    const adapter = explainer('adapter', 'self', 50, { shown: true, variant: 'LoRA rank 16' });
    const both = resultOf(
      'a',
      'accuracy',
      [adapter, ...explainers],
      [
        ...evaluations,
        evaluation('adapter', null, 'accuracy', 0.5),
        evaluation('adapter', 'other', 'accuracy', 0.1),
      ],
    )!;
    expect(both.rows.map(({ explainer: { id } }) => id)).toEqual(['adapter', 'self', 'other']);
    expect(both.self.explainer.id).toBe('self');
    expect(both.differences.get('other')?.accuracy?.value).toBe(0.2);
    // Another way of training is another curve.
    expect(both.scaling.map(({ points }) => points.length)).toEqual([2]);
  });

  it('makes no curve of rules that learned from different numbers, nor of explainers asked in another way', () => {
    const aside = [
      explainer('probe', null, 100, { baseId: null, rule: 'probe', shown: true }),
      explainer('majority', null, 10, { baseId: null, rule: 'majority', shown: true }),
      explainer('zeros', 'self', 10, { disturbs: 'self' }),
      explainer('rotated', 'self', 100, { disturbs: 'self' }),
    ];
    const result = resultOf(
      'a',
      'accuracy',
      [...explainers, ...aside],
      [...evaluations, ...aside.map(({ id }) => evaluation(id, null, 'accuracy', 0.2))],
    )!;
    expect(result.scaling.map(({ explainer: { id } }) => id)).toEqual(['self']);
  });

  it('is none without an evaluated self explainer', () => {
    expect(resultOf('a', 'accuracy', explainers.slice(0, 1), evaluations)).toBeNull();
  });
});
