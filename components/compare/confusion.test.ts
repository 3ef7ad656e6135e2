import { describe, expect, it } from 'vitest';
import type { ExplainerRecord } from '@/lib/store/records';
import { taskOf } from '@/lib/task/tasks';
import { confusionOf } from './confusion';

const explainer = (id: string) => ({ id }) as ExplainerRecord;
const sides = taskOf('ablate').sides!;
const counts = [
  [
    { explainerId: 'a', verdict: 'right', n: 4 },
    { explainerId: 'a', verdict: 'partly', n: 1 },
    { explainerId: 'a', verdict: 'wrong', n: 3 },
    { explainerId: 'b', verdict: 'right', n: 8 },
  ],
  [
    { explainerId: 'a', verdict: 'wrong', n: 2 },
    { explainerId: 'a', verdict: 'unknown', n: 5 },
  ],
] as const;

describe('what is claimed against what was measured', () => {
  const [row] = confusionOf([explainer('a'), explainer('nobody')], sides, counts);

  it('is read off the verdicts: what is wrong has said the other side, what is partly right the same one', () => {
    expect(row!.cells.map(({ measured, says, n }) => [measured.name, says?.name ?? null, n])).toEqual([
      ['unchanged', 'unchanged', 5],
      ['unchanged', 'changed', 3],
      ['unchanged', null, 0],
      ['changed', 'unchanged', 2],
      ['changed', 'changed', 0],
      ['changed', null, 5],
    ]);
  });

  it('names the list of each count: the items measured so, and the verdicts that say so', () => {
    expect(row!.cells[0]).toMatchObject({ facets: ['change:unchanged'], verdicts: ['a:right', 'a:partly'] });
    expect(row!.cells[3]).toMatchObject({ facets: ['change:changed'], verdicts: ['a:wrong'] });
  });

  it('leaves out who said nothing', () => {
    expect(confusionOf([explainer('nobody')], sides, counts)).toEqual([]);
  });
});
