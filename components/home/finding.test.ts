import { describe, expect, it } from 'vitest';
import type { EvaluationRecord, ExplainerRecord } from '@/lib/store/records';
import { allTasks } from '@/lib/task/tasks';
import { finding, LIMITS } from './finding';
import { resultOf } from './result';

const HEADLINE = 'accuracy';
const WORDS = { items: 'questions' };

const explainer = (
  id: string,
  kinship: ExplainerRecord['kinship'],
  over: Partial<ExplainerRecord> = {},
): ExplainerRecord => ({
  id,
  targetId: 'a',
  task: allTasks()[0]!.id,
  baseId: kinship === 'self' ? 'a' : 'b',
  kinship,
  sees: 'vector',
  rule: null,
  variant: null,
  trainExamples: 8000,
  path: null,
  contentHash: null,
  runId: `run-${id}`,
  shown: true,
  ...over,
});

const score = (
  explainerId: string,
  [value, low, high]: [number, number, number],
  againstId: string | null = null,
  metric = HEADLINE,
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
  explainer('rule', null, {
    baseId: null,
    sees: 'training-answers',
    rule: 'majority',
    trainExamples: null,
  }),
  explainer('other', 'other-seed'),
  explainer('self', 'self'),
  explainer('self-2k', 'self', { shown: false, trainExamples: 2000 }),
];

const scores = [
  score('self', [0.649, 0.62, 0.678]),
  score('other', [0.426, 0.396, 0.456]),
  score('rule', [0.497, 0.466, 0.528]),
  score('self-2k', [0.451, 0.42, 0.482]),
];

describe('the finding in words', () => {
  const say = (difference: [number, number, number], more: EvaluationRecord[] = []) => {
    const result = resultOf('a', HEADLINE, explainers, [
      ...scores,
      score('self', difference, 'other'),
      ...more,
    ]);
    if (!result) throw new Error('no result');
    return finding(result, WORDS);
  };

  it('says yes only when the interval lies above zero, with the strongest control and the limits', () => {
    expect(say([0.223, 0.19, 0.256])).toBe(
      'Yes, within limits: a explains 64.9% of its own held-out questions right, b explains 42.6% of them, +22.3 points ' +
        'for self (95% interval +19.0 to +25.6). The strongest control, majority, which never reads the vector, ' +
        `reaches 49.7%: self is above it, other is below it. This is one training seed of two models of one architecture and size. ${LIMITS}`,
    );
  });

  it('lets its task say which part makes the difference', () => {
    const result = resultOf('a', HEADLINE, explainers, [...scores, score('self', [0.2, 0.1, 0.3], 'other')]);
    const parts = finding(result!, { ...WORDS, parts: ({ targetId }) => `It is the parts of ${targetId}.` });
    expect(parts).toContain('It is the parts of a. The strongest control');
  });

  it('says which explainer stands for its role where several are shown', () => {
    const adapter = explainer('self-lora', 'self', { trainExamples: 4000, variant: 'LoRA rank 16' });
    const more = [score('self', [0.2, 0.1, 0.3], 'other'), score('self-lora', [0.6, 0.57, 0.63])];
    const result = resultOf('a', HEADLINE, [adapter, ...explainers], [...scores, ...more]);
    expect(finding(result!, WORDS)).toContain('a (self) explains 64.9%');
  });

  it('says what other seeds of self come to, where there are some', () => {
    const seeds = ['self.s2', 'self.s3'].map((id, i) =>
      explainer(id, 'self', { shown: false, variant: `seed ${i + 2}` }),
    );
    const result = resultOf(
      'a',
      HEADLINE,
      [...explainers, ...seeds, explainer('self.seeds', 'self', { shown: false })],
      [
        ...scores,
        score('self', [0.2, 0.1, 0.3], 'other'),
        score('self.s2', [0.64, 0.6, 0.68]),
        score('self.s3', [0.66, 0.6, 0.7]),
        score('self.seeds', [0.65, 0.6, 0.7]),
        score('self', [0.15, -0.01, 0.31], 'rule'),
        score('self.seeds', [0.15, 0.1, 0.2], 'rule'),
      ],
    );
    const said = finding(result!, WORDS);
    // What one seed leaves open, the mean of all may tell.
    expect(said).toContain('self, by the mean of its seeds, is above it, other is below it.');
    expect(said).toContain('Trained from other seeds, self explains 64.0% and 66.0%;');
    expect(said).not.toContain('one training seed');

    const below = score('self.seeds', [-0.1, -0.2, -0.05], 'rule');
    const lost = finding(
      { ...result!, differencesOfSeeds: new Map([['rule', { [HEADLINE]: below }]]) },
      WORDS,
    );
    expect(lost).toMatch(
      /^The strongest control, .*: both models are below it, self by the mean of its seeds\./,
    );
  });

  it('says what others come to who were trained alike, and how self stands to the best of them', () => {
    const unshown = { shown: false };
    const kin = [
      explainer('larger', 'other-size', { ...unshown, baseId: 'c' }),
      explainer('sib', 'sibling', { ...unshown, baseId: 'a-sib' }),
      // None of these is another model trained alike.
      explainer('other.s2', 'other-seed', unshown),
      explainer('other.seeds', 'other-seed', { ...unshown, runId: null }),
      explainer('other-2k', 'other-seed', { ...unshown, trainExamples: 2000 }),
      explainer('sib.asked-no-vector', 'sibling', { ...unshown, disturbs: 'sib', sees: 'no-vector' }),
      explainer('rotated', 'self', { ...unshown, sees: 'rotated-vector' }),
    ];
    const said = (difference: [number, number, number]) =>
      finding(
        resultOf(
          'a',
          HEADLINE,
          [...explainers, ...kin],
          [
            ...scores,
            ...kin.map(({ id }) => score(id, [id === 'sib' ? 0.61 : 0.5, 0.4, 0.62])),
            score('self', [0.2, 0.1, 0.3], 'other'),
            score('self', difference, 'sib'),
          ],
        )!,
        WORDS,
      );
    expect(said([0.039, 0.02, 0.06])).toContain(
      'Trained alike, a-sib (sibling) explains 61.0% and c (other) explains 50.0%: self is above the first of them.',
    );
    expect(said([0.039, -0.01, 0.06])).toContain(': self is not shown to differ from the first of them.');
  });

  it('calls a tie a tie', () => {
    expect(say([0.02, -0.01, 0.05])).toMatch(/^A tie: .* −1\.0 to \+5\.0 points, holds zero\./);
  });

  it('says when the other model does better', () => {
    expect(say([-0.1, -0.13, -0.07])).toMatch(/^No, the other way round/);
  });

  it('prefers the paired difference to a control over the look of its interval', () => {
    expect(say([0.223, 0.19, 0.256], [score('self', [0.01, -0.02, 0.04], 'rule')])).toContain(
      'self is not shown to differ from it, other is below it.',
    );
  });

  it('begins with a control that does better than self', () => {
    expect(say([0.223, 0.19, 0.256], [score('self', [-0.1, -0.13, -0.07], 'rule')])).toMatch(
      /^The strongest control, .* below it\. Yes, within limits/,
    );
  });
});
