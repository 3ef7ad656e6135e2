import { describe, expect, it } from 'vitest';
import type { EvaluationRecord, ExplainerRecord } from '@/lib/store/records';
import { taskOf } from '@/lib/task/tasks';
import { fixtureBundle } from '@/test/support/bundle';
import type { EvaluationArtefact } from './evaluate';
import { addTo, partOf } from './gather';

const task = taskOf('patch');
const content = fixtureBundle();
const target = content.items[0]!.targetId;
const before = partOf(content, target, task);
const first = before.explainers[0]!;

/** An evaluation of this machine: everyone again, with other numbers, and somebody new. */
function evaluated(again: ExplainerRecord[], added: ExplainerRecord): EvaluationArtefact {
  const score = (explainerId: string, againstId: string | null): EvaluationRecord => ({
    explainerId,
    againstId,
    split: 'test',
    slice: 'all',
    metric: 'exactMatch',
    n: 12,
    value: 0.99,
    standardError: 0,
    low: 0.99,
    high: 0.99,
  });
  return {
    target,
    task: 'patch',
    truthHash: 'x',
    marks: {},
    explainers: [...again, added],
    explanations: Object.fromEntries(
      before.items.map(({ id }) => [
        id,
        [...again, added].map((e) => ({
          explainerId: e.id,
          text: 'said now',
          verdict: 'unknown' as const,
          provider: 'cpu' as const,
          logProbability: -1,
        })),
      ]),
    ),
    evaluations: [...again, added].flatMap(({ id }) => [score(id, null), score(first.id, id)]),
  };
}

const added: ExplainerRecord = {
  ...first,
  id: `${target}.patch.${target}.64`,
  contentHash: 'new',
  shown: false,
};

describe('a bundle that one more explainer is added to', () => {
  const after = addTo(before, evaluated(before.explainers, added));

  it('keeps every explainer, explanation and score that stands, and has those of the new one beside them', () => {
    expect(after.explainers).toEqual([...before.explainers, added]);
    for (const evaluation of before.evaluations) expect(after.evaluations).toContainEqual(evaluation);
    expect(after.evaluations).toContainEqual(
      expect.objectContaining({ explainerId: first.id, againstId: added.id, value: 0.99 }),
    );
    after.items.forEach((item, i) => {
      expect(item.explanations.slice(0, -1)).toEqual(before.items[i]!.explanations);
      expect(item.explanations.at(-1)).toMatchObject({ explainerId: added.id, text: 'said now' });
      expect({ ...item, explanations: [] }).toEqual({ ...before.items[i], explanations: [] });
    });
  });

  it('keeps questions of other splits, which nobody is asked, as they are', () => {
    const training = { ...before.items[0]!, id: 'of training', split: 'train' as const, explanations: [] };
    const whole = addTo({ ...before, items: [...before.items, training] }, evaluated([], added));
    expect(whole.items.at(-1)).toEqual(training);
  });

  it('takes the new answers and scores of an explainer whose weights are others now', () => {
    const trainedAgain = { ...first, contentHash: 'other weights' };
    const other = addTo(before, evaluated([trainedAgain], added));
    expect(other.explainers.find(({ id }) => id === first.id)).toEqual(trainedAgain);
    expect(
      other.evaluations.filter(
        (e) => e.explainerId === first.id && e.againstId === null && e.slice === 'all',
      ),
    ).toEqual([expect.objectContaining({ value: 0.99 })]);
    for (const { explanations } of other.items)
      expect(explanations.filter((e) => e.explainerId === first.id).map(({ text }) => text)).toEqual([
        'said now',
      ]);
  });

  it('takes the mean of seeds as it is now, which may be of one more', () => {
    const mean = { ...first, id: `${first.id}.seeds`, contentHash: null, path: null, shown: false };
    const [two, three] = [2, 3].map((runs) => ({
      ...{ ...mean, variant: `mean of ${runs} seeds` },
      members: Array.from({ length: runs }, (_, run) => `${first.id}.s${run}`),
    }));
    const old = { ...before.evaluations[0]!, explainerId: mean.id, value: 0.5 };
    const known = {
      ...before,
      explainers: [...before.explainers, two!],
      evaluations: [...before.evaluations, old],
    };
    const now = addTo(known, evaluated([three!], added));
    expect(now.explainers.filter(({ id }) => id === mean.id)).toEqual([three]);
    expect(now.evaluations.filter((e) => e.explainerId === mean.id).map(({ value }) => value)).toEqual([
      0.99,
    ]);
  });
});
