import { expect, it } from 'vitest';
import type { BundleItem } from '@/lib/store/records';
import { taskOf } from '@/lib/task/tasks';
import { fixtureBundle } from '@/test/support/bundle';
import { readersOrder } from './readers-order';

const task = taskOf('patch');
const { items } = fixtureBundle();
const [first] = items;

/** A question of a relation, about which one explainer is right or wrong. */
const item = (id: string, relation: string, verdict: 'right' | 'wrong'): BundleItem => ({
  ...first!,
  id,
  body: { ...first!.body, relation },
  explanations: [{ explainerId: 'self', text: '', verdict, provider: 'cpu', logProbability: null }],
});

it('the heads of all lists come first, whatever stands between them', () => {
  const many = Array.from({ length: 20 }, (_, i) => item(`many${i}`, 'capital', 'right'));
  const listed = [...many, item('wrong', 'capital', 'wrong'), item('other', 'language', 'right')];
  const order = readersOrder(task, listed, ['self']).map(({ id }) => id);
  expect(order.slice(0, 4)).toEqual(['many0', 'wrong', 'other', 'many1']);
  expect([...order].sort()).toEqual(listed.map(({ id }) => id).sort());
});
