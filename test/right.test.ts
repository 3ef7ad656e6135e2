import { group } from 'd3-array';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundleFolder, readBundle } from '@/lib/store/bundle';
import type { BundleContent } from '@/lib/store/records';
import { formsOf } from '@/lib/task/forms';
import { taskOf } from '@/lib/task/tasks';

/**
 * Home counts by the headline metric, lists and pages by verdict. They may speak of *right* alike only as long as both
 * mean the same, which is so on what is shipped: nobody says the right thing in other words.
 */
describe('what is called right', () => {
  let content: BundleContent;
  beforeAll(async () => {
    ({ content } = await readBundle(bundleFolder('.')));
  }, 60_000);

  it('is the same for the verdict and the headline metric, on every shipped explanation', () => {
    let compared = 0;
    for (const { task: id, truth, explanations } of content.items) {
      const task = taskOf(id);
      const headline = task.metrics.find((metric) => metric.headline)!;
      for (const { text, verdict } of explanations) {
        const judgement = task.judge(text, formsOf(task).truth.parse(truth));
        expect(judgement.verdict).toBe(verdict);
        expect(headline.of([judgement])()).toBe(verdict === 'right' ? 1 : 0);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(0);
  });

  it('adds up to the score that the home page shows, for everyone who stands in lists', () => {
    const heldOut = content.items.filter(({ split }) => split === 'test');
    const said = group(
      heldOut.flatMap(({ explanations }) => explanations),
      ({ explainerId }) => explainerId,
    );
    const shown = content.explainers.filter((explainer) => explainer.shown);
    expect(shown.length).toBeGreaterThan(0);
    for (const { id, task } of shown) {
      const own = said.get(id)!;
      const right = own.filter(({ verdict }) => verdict === 'right').length;
      const headline = taskOf(task).metrics.find((metric) => metric.headline)!;
      const score = content.evaluations.find(
        (e) =>
          e.explainerId === id &&
          e.againstId === null &&
          e.split === 'test' &&
          e.slice === 'all' &&
          e.metric === headline.id,
      );
      expect(score?.value).toBeCloseTo(right / own.length, 10);
    }
  });
});
