import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedTo, unchangedFrom } from '@/lib/task/patch/wordings';
import { Random } from '@/lib/random';
import { bootstrap } from './bootstrap';
import { evaluate, type Judged } from './evaluate';
import { matchExplanation, verdictOf, type Match } from './match';
import { METRICS } from './metrics';

const changed = changedTo('Rome');
const unchanged = unchangedFrom('Paris');

describe('an explanation against the right one', () => {
  it.each<[string, string, string, Partial<Match>, ReturnType<typeof verdictOf>]>([
    ['the same', changed, changed, { exact: true, content: true }, 'right'],
    [
      'the same but for case and spaces',
      '  the most LIKELY output would change to <<<rome>>> ',
      changed,
      { exact: true },
      'right',
    ],
    [
      'the same claim in other words',
      'change to <<<Rome>>>',
      changed,
      { exact: false, content: true },
      'right',
    ],
    ['another word', changedTo('Oslo'), changed, { exact: false, content: false }, 'partly'],
    ['another word, unchanged', unchangedFrom('Oslo'), unchanged, { content: false }, 'partly'],
    [
      'the same word under the other verdict',
      changedTo('Paris'),
      unchanged,
      { exact: false, content: true },
      'wrong',
    ],
    ['all wrong', unchanged, changed, { content: false }, 'wrong'],
    [
      'nothing that can be checked',
      'I do not know',
      changed,
      { valid: false, exact: false, content: false },
      'unknown',
    ],
  ])('%s', (_, text, gold, match, verdict) => {
    const found = matchExplanation(text, gold);
    expect(found).toMatchObject(match);
    expect(verdictOf(found)).toBe(verdict);
  });

  it('counts as the wrong verdict when it is invalid', () => {
    expect(matchExplanation('?', changed)).toMatchObject({ saysChanged: false, isChanged: true });
    expect(matchExplanation('?', unchanged)).toMatchObject({ saysChanged: true, isChanged: false });
  });

  it('needs a right one that makes a claim', () => {
    expect(() => matchExplanation(changed, 'nothing')).toThrow(
      'the gold explanation makes no claim: "nothing"',
    );
  });
});

describe('the metrics', () => {
  const of = (said: (string | null)[], gold: string[]) =>
    said.map((text, i) => matchExplanation(text ?? 'invalid', gold[i]!));

  it('on a case counted by hand', () => {
    const matches = of(
      [changed, changedTo('Oslo'), unchanged, unchanged, changed, null],
      [changed, changed, changed, unchanged, unchanged, unchanged],
    );
    expect(METRICS.valid(matches)).toBeCloseTo(5 / 6, 12);
    expect(METRICS.exactMatch(matches)).toBeCloseTo(2 / 6, 12);
    expect(METRICS.contentMatch(matches)).toBeCloseTo(2 / 6, 12);
    expect(METRICS.contentMatchChanged(matches)).toBeCloseTo(1 / 3, 12);
    // Changed: said 4 times (the invalid one counts), true 3 times, 2 hits; unchanged: 2, 3 and 1.
    expect(METRICS.hasChangedF1(matches)).toBeCloseTo((4 / 7 + 2 / 5) / 2, 12);
  });

  it('are 1 for the right answers, and F1 is 1/3 for always the same verdict', () => {
    const gold = [changed, unchanged, changed, unchanged];
    const right = of(gold, gold);
    for (const metric of Object.values(METRICS)) expect(metric(right)).toBe(1);
    const constant = of([unchanged, unchanged, unchanged, unchanged], gold);
    expect(METRICS.hasChangedF1(constant)).toBeCloseTo(1 / 3, 12);
  });

  it('of nothing are no numbers, and zero where all are invalid', () => {
    expect(METRICS.exactMatch([])).toBeNaN();
    expect(METRICS.contentMatchChanged(of([unchanged], [unchanged]))).toBeNaN();
    const invalid = of([null, null], [changed, unchanged]);
    expect([METRICS.valid(invalid), METRICS.hasChangedF1(invalid)]).toEqual([0, 0]);
  });
});

describe('the bootstrap', () => {
  const mean = (xs: readonly number[]) => xs.reduce((sum, x) => sum + x, 0) / xs.length;
  const random = () => {
    const generator = new Random(1);
    return () => generator.uniform();
  };
  const alone = (items: readonly number[]) => items.map((value, i) => ({ value, cluster: String(i) }));
  const run = (items: { value: number; cluster: string }[], samples = 4000) =>
    bootstrap(
      items,
      (item) => item.cluster,
      (drawn) => mean(drawn.map((item) => item.value)),
      {
        samples,
        uniform: random(),
      },
    );

  it('has the standard error of a share, sqrt(p (1 - p) / n), where items are independent', () => {
    const items = alone(Array.from({ length: 200 }, (_, i) => Number(i < 60)));
    const { value, standardError, low, high } = run(items);
    expect(value).toBeCloseTo(0.3, 12);
    const expected = Math.sqrt((0.3 * 0.7) / 200);
    expect(Math.abs(standardError / expected - 1)).toBeLessThan(0.05);
    expect(low).toBeCloseTo(0.3 - 1.96 * expected, 1);
    expect(high).toBeCloseTo(0.3 + 1.96 * expected, 1);
    expect(low).toBeLessThan(0.26);
    expect(high).toBeGreaterThan(0.34);
  });

  it('draws the items of a cluster together: copies add no certainty', () => {
    const values = Array.from({ length: 50 }, (_, i) => Number(i % 3 === 0));
    const once = run(alone(values));
    const copied = run(
      values.flatMap((value, i) => Array.from({ length: 10 }, () => ({ value, cluster: String(i) }))),
    );
    const ignored = run(alone(values.flatMap((value) => Array<number>(10).fill(value))));
    expect(copied.standardError).toBeCloseTo(once.standardError, 2);
    expect(ignored.standardError).toBeLessThan(once.standardError / 2.5);
  });

  it('is certain where there is nothing to vary', () => {
    expect(run(alone([2, 2, 2]))).toEqual({ value: 2, standardError: 0, low: 2, high: 2 });
  });

  it('leaves out draws without a value', () => {
    const result = bootstrap([1, 2, 3, 4], String, (drawn) => (drawn.includes(1) ? NaN : mean(drawn)), {
      samples: 200,
      uniform: random(),
    });
    expect(result.low).toBeGreaterThanOrEqual(2);
    expect(Number.isFinite(result.high)).toBe(true);
  });
});

describe('an evaluation', () => {
  const explainers = [
    { id: 'self', role: 'self', trainExamples: 100 },
    { id: 'other', role: 'other', trainExamples: 100 },
    { id: 'small', role: 'other', trainExamples: 10 },
    { id: 'oracle', role: 'text-oracle', trainExamples: null },
  ] as const;
  /** Self is always right, the others are right on every other question. */
  const judged: Judged[] = Array.from({ length: 40 }, (_, i) => {
    const gold = i % 4 < 2 ? changed : unchanged;
    const answer = (id: string) => (id === 'self' || i % 2 === 0 ? gold : 'nothing');
    return {
      cluster: `subject ${Math.floor(i / 2)}`,
      slices: [`layer:${i % 2}`],
      matches: new Map(explainers.map(({ id }) => [id, matchExplanation(answer(id), gold)])),
    };
  });
  const random = new Random(2);
  const scores = evaluate(judged, explainers, 'test', () => random.uniform());
  const find = (explainerId: string, againstId: string | null, metric: string, slice = 'all') =>
    scores.find(
      (s) =>
        s.explainerId === explainerId &&
        s.againstId === againstId &&
        s.metric === metric &&
        s.slice === slice,
    );

  it('scores each explainer on all questions and on each slice', () => {
    expect(find('self', null, 'exactMatch')).toMatchObject({
      n: 40,
      value: 1,
      standardError: 0,
      split: 'test',
    });
    expect(find('other', null, 'exactMatch')).toMatchObject({ n: 40, value: 0.5 });
    expect(find('other', null, 'exactMatch', 'layer:0')).toMatchObject({ n: 20, value: 1 });
    expect(find('other', null, 'valid', 'layer:1')).toMatchObject({ n: 20, value: 0 });
    expect(find('self', null, 'contentMatchChanged')).toMatchObject({ n: 20, value: 1 });
  });

  it('takes self against rivals of the same training size and the text oracle, question by question', () => {
    const difference = find('self', 'other', 'exactMatch')!;
    // One of the two questions of every subject: the difference is the same in every draw of subjects.
    expect(difference).toMatchObject({ value: 0.5, standardError: 0, low: 0.5, high: 0.5 });
    expect(find('self', 'oracle', 'exactMatch')).toBeDefined();
    expect(find('self', 'small', 'exactMatch')).toBeUndefined();
    expect(scores.some((s) => s.againstId !== null && s.explainerId !== 'self')).toBe(false);
  });

  it('gives intervals that hold the value', () => {
    fc.assert(
      fc.property(fc.constantFrom(...scores), ({ value, low, high }) => {
        expect(low!).toBeLessThanOrEqual(value);
        expect(high!).toBeGreaterThanOrEqual(value);
      }),
    );
  });
});
