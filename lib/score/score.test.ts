import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '@/lib/random';
import { estimate, replicates, resample } from './bootstrap';
import { mean } from 'd3-array';
import { meanOf } from '@/lib/task/metric';
import type { Judgement, Metric } from '@/lib/task/task';
import type { Kinship } from '@/lib/words';
import { evaluate, type Judged, type Scored } from './evaluate';

/** The mean of values, each counted as often as is said. */
const weighted =
  (values: readonly number[]) =>
  (times?: ArrayLike<number>): number =>
    mean(values.flatMap((value, i) => Array<number>(times ? times[i]! : 1).fill(value))) ?? NaN;

/** A bootstrap from draws to interval. */
const bootstrap = <T>(
  items: readonly T[],
  clustersOf: (item: T) => readonly string[],
  statistic: (times?: ArrayLike<number>) => number,
  options: { samples: number; uniform: () => number },
) => estimate(replicates(statistic, resample(items.map(clustersOf), options)));

describe('the bootstrap', () => {
  const random = () => {
    const generator = new Random(1);
    return () => generator.uniform();
  };
  const alone = (items: readonly number[]) => items.map((value, i) => ({ value, cluster: String(i) }));
  const run = (items: { value: number; cluster: string }[], samples = 4000) =>
    bootstrap(items, (item) => [item.cluster], weighted(items.map(({ value }) => value)), {
      samples,
      uniform: random(),
    });

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

  it('is wider where items depend on each other in a second way, and counts what a crossed table counts', () => {
    // Every subject with every source; all that varies is the source.
    const items = Array.from({ length: 400 }, (_, i) => ({
      value: Number((i % 20) % 2),
      clusters: [`subject ${Math.floor(i / 20)}`, `source ${i % 20}`],
    }));
    const statistic = weighted(items.map(({ value }) => value));
    const options = { samples: 4000, uniform: random() };
    const one = bootstrap(items, ({ clusters }) => clusters.slice(0, 1), statistic, options);
    const two = bootstrap(items, ({ clusters }) => clusters, statistic, options);
    expect(one.standardError).toBeLessThan(1e-9);
    expect(Math.abs(two.standardError / Math.sqrt(0.25 / 20) - 1)).toBeLessThan(0.1);
  });

  it('is certain where there is nothing to vary', () => {
    expect(run(alone([2, 2, 2]))).toEqual({ value: 2, standardError: 0, low: 2, high: 2 });
  });

  it('leaves out draws without a value', () => {
    const result = bootstrap(
      [1, 2, 3, 4],
      (value) => [String(value)],
      (times) => (times && times[0] ? NaN : weighted([1, 2, 3, 4])(times)),
      {
        samples: 200,
        uniform: random(),
      },
    );
    expect(result.low).toBeGreaterThanOrEqual(2);
    expect(Number.isFinite(result.high)).toBe(true);
  });
});

describe('an evaluation', () => {
  const trained = (id: string, kinship: Kinship, trainExamples: number): Scored => ({
    id,
    baseId: id,
    kinship,
    sees: 'vector',
    trainExamples,
  });
  const explainers: Scored[] = [
    trained('self', 'self', 100),
    trained('self again', 'self', 100),
    trained('other', 'other-seed', 100),
    trained('small', 'other-seed', 10),
    { id: 'oracle', baseId: null, kinship: null, sees: 'original-output', trainExamples: null },
  ];
  const share = meanOf('right');
  const metrics: Metric[] = [
    { id: 'right', label: 'right', unit: '%', meaning: '', of: share },
    {
      id: 'odd',
      label: 'right on odd questions',
      unit: '%',
      meaning: '',
      counts: ({ values }) => values.odd === 1,
      of: meanOf('right', ({ values }) => values.odd === 1),
    },
    {
      id: 'length',
      label: 'length',
      unit: '',
      meaning: '',
      diagnostic: true,
      of: (items) => () => items.length,
    },
  ];
  /** Both selves are always right, the others are right on every other question. */
  const judged: Judged[] = Array.from({ length: 40 }, (_, i) => ({
    clusters: [`subject ${Math.floor(i / 2)}`],
    slices: [`layer:${i % 2}`],
    judgements: new Map(
      explainers.map(({ id }): [string, Judgement] => {
        const right = id.startsWith('self') || i % 2 === 0;
        const values = { right: Number(right), odd: i % 2 };
        return [id, { verdict: right ? 'right' : 'wrong', claim: '', values }];
      }),
    ),
  }));
  const scores = evaluate(metrics, judged, explainers, 'test');
  const find = (explainerId: string, againstId: string | null, metric: string, slice = 'all') =>
    scores.find(
      (s) =>
        s.explainerId === explainerId &&
        s.againstId === againstId &&
        s.metric === metric &&
        s.slice === slice,
    );

  it('scores each explainer on all questions and on each slice', () => {
    expect(find('self', null, 'right')).toMatchObject({ n: 40, value: 1, standardError: 0, split: 'test' });
    expect(find('other', null, 'right')).toMatchObject({ n: 40, value: 0.5 });
    expect(find('other', null, 'right', 'layer:0')).toMatchObject({ n: 20, value: 1 });
    expect(find('other', null, 'right', 'layer:1')).toMatchObject({ n: 20, value: 0 });
    // A metric that counts some of the questions says how many, and stands only where there are any.
    expect(find('self', null, 'odd')).toMatchObject({ n: 20, value: 1 });
    expect(find('self', null, 'odd', 'layer:0')).toBeUndefined();
  });

  it('takes every self against rivals of the same training size and against rules, question by question', () => {
    const difference = find('self', 'other', 'right')!;
    // One of the two questions of every subject: the difference is the same in every draw of subjects.
    expect(difference).toMatchObject({ value: 0.5, standardError: 0, low: 0.5, high: 0.5 });
    expect(find('self', 'oracle', 'right')).toBeDefined();
    expect(find('self', 'self again', 'right')).toMatchObject({ value: 0 });
    expect(find('self again', 'other', 'right')).toBeDefined();
    expect(find('self', 'small', 'right')).toBeUndefined();
    expect(scores.some((s) => s.againstId !== null && !s.explainerId.startsWith('self'))).toBe(false);
    expect(find('self', 'other', 'length')).toBeUndefined();
  });

  it('gives each number draws of its own, whoever else is scored', () => {
    const fewer = evaluate(metrics.slice(0, 1), judged, explainers.slice(2, 3), 'test');
    expect(fewer.length).toBe(3);
    for (const score of fewer) expect(scores).toContainEqual(score);
  });

  it('is refused when an explainer did not answer every question, in one line that names it', () => {
    const silent = judged.map((item, i) => ({
      ...item,
      judgements: new Map([...item.judgements].filter(([id]) => id !== 'other' || i >= 3)),
    }));
    expect(() => evaluate(metrics, silent, explainers, 'test')).toThrow(
      /^other did not answer 3 of 40 questions: /,
    );
  });

  it('gives intervals that hold the value', () => {
    fc.assert(
      fc.property(fc.constantFrom(...scores), ({ value, low, high }) => {
        expect(low!).toBeLessThanOrEqual(value);
        expect(high!).toBeGreaterThanOrEqual(value);
      }),
    );
  });

  it('takes runs of several seeds by their mean, and holds whoever is shown something else against itself', () => {
    const [self, again, other] = explainers as [Scored, Scored, Scored];
    const seeds: Scored = { ...self, id: 'seeds', members: ['self', 'other'] };
    const blind: Scored = { ...other, id: 'other blind', disturbs: 'other', sees: 'no-vector' };
    const wrong: Judgement = { verdict: 'wrong', claim: '', values: { right: 0, odd: 0 } };
    const more = judged.map((item) => ({
      ...item,
      judgements: new Map([...item.judgements, [blind.id, wrong] as const]),
    }));
    const found = evaluate(metrics.slice(0, 1), more, [self, other, again, seeds, blind], 'test');
    const of = (explainerId: string, againstId: string | null) =>
      found.find((s) => s.explainerId === explainerId && s.againstId === againstId && s.slice === 'all');
    expect(of('seeds', null)).toMatchObject({ n: 40, value: 0.75 });
    expect(of('other', 'other blind')).toMatchObject({ value: 0.5 });
    expect(of('self', 'self again')).toBeUndefined();
    expect(of('seeds', 'self again')).toMatchObject({ value: -0.25 });
    expect(of('seeds', 'other blind')).toBeUndefined();

    const carded = [self, other, again, seeds].map((one) => ({ ...one, shown: one !== seeds }));
    const shown = evaluate(metrics.slice(0, 1), more, carded, 'test').filter(({ slice }) => slice === 'all');
    const against = (id: string) =>
      shown.flatMap(({ explainerId, againstId }) => (explainerId === id && againstId ? [againstId] : []));
    expect(against('self')).toEqual(['other', 'self again']);
    expect(against('seeds')).toEqual(['self again']);
  });
});
