import { describe, expect, it } from 'vitest';
import type { EvaluationRecord, ExplainerRecord } from '@/lib/store/records';
import { resultOf } from './result';

const explainer = (id: string, role: ExplainerRecord['role'], trainExamples: number): ExplainerRecord => ({
  id,
  targetId: 'a',
  role,
  baseId: role === 'other' ? 'b' : 'a',
  trainExamples,
  path: null,
  contentHash: null,
  runId: `run of ${id}`,
  headline: trainExamples === 100,
});
const explainers = [
  explainer('other', 'other', 100),
  explainer('self', 'self', 100),
  explainer('small', 'self', 10),
];

const evaluation = (
  explainerId: string,
  againstId: string | null,
  metric: EvaluationRecord['metric'],
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
  evaluation('self', null, 'exactMatch', 0.6),
  evaluation('other', null, 'exactMatch', 0.4),
  evaluation('small', null, 'exactMatch', 0.3),
  evaluation('self', null, 'hasChangedF1', 0.8),
  evaluation('self', 'other', 'exactMatch', 0.2),
  evaluation('other', 'self', 'exactMatch', -0.2),
];

describe('the result of a target', () => {
  const result = resultOf('a', explainers, evaluations)!;

  it('has every score of an explainer in its row, self first', () => {
    expect(result.rows.map(({ role, readings }) => [role, Object.keys(readings)])).toEqual([
      ['self', ['exactMatch', 'hasChangedF1']],
      ['other', ['exactMatch']],
    ]);
    expect(result.rows[0]?.readings.exactMatch).toEqual({ value: 0.6, low: 0.5, high: 0.7, n: 40 });
  });

  it('takes the others from self, and not self from the others', () => {
    expect(result.differences).toMatchObject({ other: { exactMatch: { value: 0.2 } } });
    expect(Object.keys(result.differences)).toEqual(['other']);
  });

  it('grows with the number of training examples where there is more than one', () => {
    expect(result.scaling.map(({ role, points }) => [role, points.map((p) => p.examples)])).toEqual([
      ['self', [10, 100]],
    ]);
  });

  it('is none without an evaluated self explainer', () => {
    expect(resultOf('a', explainers.slice(0, 1), evaluations)).toBeNull();
  });
});
