import { describe, expect, it } from 'vitest';
import type { EvaluationMetric, EvaluationRecord, ExplainerRecord } from '@/lib/store/records';
import { finding } from './finding';
import { resultOf } from './result';

const explainer = (
  id: string,
  role: ExplainerRecord['role'],
  over: Partial<ExplainerRecord> = {},
): ExplainerRecord => ({
  id,
  targetId: 'a',
  role,
  baseId: role === 'self' ? 'a' : role === 'other' ? 'b' : null,
  trainExamples: 8000,
  path: null,
  contentHash: null,
  runId: `run-${id}`,
  headline: true,
  ...over,
});

const score = (
  explainerId: string,
  [value, low, high]: [number, number, number],
  againstId: string | null = null,
  metric: EvaluationMetric = 'exactMatch',
): EvaluationRecord => ({
  explainerId,
  againstId,
  split: 'test',
  slice: 'all',
  metric,
  n: 1000,
  value,
  standardError: null,
  low,
  high,
});

const explainers = [
  explainer('oracle', 'text-oracle', { trainExamples: null }),
  explainer('other', 'other'),
  explainer('self', 'self'),
  explainer('self-2k', 'self', { headline: false, trainExamples: 2000 }),
];

const scores = [
  score('self', [0.649, 0.62, 0.678]),
  score('other', [0.426, 0.396, 0.456]),
  score('oracle', [0.497, 0.466, 0.528]),
  score('self-2k', [0.451, 0.42, 0.482]),
];

describe('the result of a target', () => {
  it('puts self first, then other, then controls, and leaves scaling points to their curve', () => {
    const result = resultOf('a', explainers, scores);
    expect(result?.rows.map((row) => row.explainerId)).toEqual(['self', 'other', 'oracle']);
    expect(result?.scaling).toMatchObject([
      {
        role: 'self',
        points: [
          { examples: 2000, value: 0.451 },
          { examples: 8000, value: 0.649 },
        ],
      },
    ]);
    expect(result?.runId).toBe('run-self');
  });

  it('is absent while self was not evaluated', () => {
    expect(resultOf('a', explainers, [])).toBeNull();
  });
});

describe('the finding in words', () => {
  const say = (difference: [number, number, number], more: EvaluationRecord[] = []) => {
    const result = resultOf('a', explainers, [...scores, score('self', difference, 'other'), ...more]);
    if (!result) throw new Error('no result');
    return finding(result);
  };

  it('says yes only when the interval lies above zero', () => {
    expect(say([0.223, 0.19, 0.256])).toBe(
      'Yes: a explains 64.9% of its own held-out patches right, b explains 42.6% of them, +22.3 points for self ' +
        '(95% interval +19.0 to +25.6). Of the controls, text oracle, which never reads the vector, comes furthest ' +
        'with 49.7%: self is above it, other is below it.',
    );
  });

  it('says which part of the task makes the difference', () => {
    const parts = [
      score('self', [0.64, 0.61, 0.67], null, 'contentMatchChanged'),
      score('other', [0.28, 0.25, 0.31], null, 'contentMatchChanged'),
      score('self', [0.008, -0.03, 0.046], 'other', 'hasChangedF1'),
    ];
    expect(say([0.223, 0.19, 0.256], parts)).toContain(
      'Where the next word changes, self names the new one in 64.0%, other in 28.0%; ' +
        'on whether it changes at all, the two are not shown to differ.',
    );
  });

  it('calls a tie a tie', () => {
    expect(say([0.02, -0.01, 0.05])).toMatch(/^A tie: .* −1\.0 to \+5\.0 points, holds zero\./);
  });

  it('says when the other model does better', () => {
    expect(say([-0.1, -0.13, -0.07])).toMatch(/^No, the other way round/);
  });

  it('prefers the paired difference to a control over the look of its interval', () => {
    expect(say([0.223, 0.19, 0.256], [score('self', [0.01, -0.02, 0.04], 'oracle')])).toMatch(
      /self is not shown to differ from it, other is below it\.$/,
    );
  });
});
