import { expect, it } from 'vitest';
import type { ExplainerRecord } from '@/lib/store/records';
import { saidBy, type ShownExplanation } from './explanations';

const explainer = (id: string, over: Partial<ExplainerRecord>) =>
  ({ id, baseId: 'a', kinship: 'self', sees: 'vector', rule: null, ...over }) as ExplainerRecord;

const explainers = [
  explainer('other', { kinship: 'other-seed' }),
  explainer('self-1', {}),
  explainer('self-2', {}),
];

const said = (explainerId: string) => ({ explainerId }) as ShownExplanation;

it('puts what was said in the order of tables, whoever answers first, and knows explainers by their id', () => {
  const inOrder = saidBy(['other', 'self-2', 'self-1', 'gone'].map(said), explainers);
  expect(inOrder.map(({ explainer: { id } }) => id)).toEqual(['self-1', 'self-2', 'other']);
});
