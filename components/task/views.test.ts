import { expect, it } from 'vitest';
import { allTasks } from '@/lib/task/tasks';
import { allViews, findViewAt } from './views';

it('every task has a view, in the order of the tasks, at its own address', () => {
  expect(allViews().map(({ task }) => task)).toEqual(allTasks());
  for (const view of allViews()) expect(findViewAt(view.task.path)).toBe(view);
});

it('what a view charts is measured by its task', () => {
  for (const { task, scores } of allViews())
    for (const { metric } of scores) expect(task.metrics.map(({ id }) => id)).toContain(metric);
});
