import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import type { EvaluationRecord, ExplainerRecord } from '@/lib/store/records';
import { resultOf } from './result';
import { ScalingChart } from './scaling-chart';

const explainer = (id: string, change: Partial<ExplainerRecord>): ExplainerRecord => ({
  ...{ id, targetId: 'a', task: 'patch', baseId: 'a', kinship: 'self', sees: 'vector' as const },
  ...{
    rule: null,
    variant: null,
    trainExamples: 1000,
    path: null,
    contentHash: null,
    runId: null,
    shown: true,
  },
  ...change,
});
const score = (explainerId: string, value: number): EvaluationRecord => ({
  ...{ explainerId, againstId: null, split: 'test' as const, slice: 'all', metric: 'exactMatch', n: 100 },
  ...{ value, standardError: 0.02, low: value - 0.04, high: value + 0.04 },
});
const rule = { baseId: null, kinship: null, sees: 'training-answers' as const, rule: 'majority' };

it('a curve has the band of its intervals, and controls that do not grow are dashed across', () => {
  const everyone = [
    explainer('small', {}),
    explainer('large', { trainExamples: 8000 }),
    explainer('majority', { ...rule, trainExamples: null }),
  ];
  const scores = [score('small', 0.4), score('large', 0.7), score('majority', 0.2)];
  const markup = renderToStaticMarkup(
    <ScalingChart result={resultOf('a', 'exactMatch', everyone, scores)!} name="exact match" />,
  );
  const [, band] = /d="([^"]+)" class="self" fill="var\(--role\)"/.exec(markup)!;
  // There and back: along the lower ends, and along the upper ones.
  expect(band!.match(/[ML]/g)).toHaveLength(4);
  expect(markup).toContain('class="line self"');
  expect(markup).toContain('class="line control"');
});
