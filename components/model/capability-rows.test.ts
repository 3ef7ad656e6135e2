import { describe, expect, it } from 'vitest';
import type { Capability } from '@/lib/schemas';
import { capabilitySections } from './capability-rows';

const capability = (given: Partial<Capability>): Capability => ({
  id: 'x',
  group: 'recall',
  label: 'at the start of a row',
  right: 1,
  n: 2,
  parts: {},
  ...given,
});

describe('a capability report', () => {
  it('has a row for what is asked, with a column for each class of facts', () => {
    const [section] = capabilitySections([
      capability({ exposure: 'frequent' }),
      capability({ exposure: 'unseen', right: 0 }),
      capability({ exposure: 'frequent', label: 'in quotation marks' }),
    ]);
    expect(section?.columns).toEqual(['frequent', 'rare', 'unseen']);
    expect(section?.rows.map(({ label }) => label)).toEqual(['at the start of a row', 'in quotation marks']);
    expect(section?.rows[0]?.by.unseen?.right).toBe(0);
    expect(section?.rows[1]?.by.rare).toBeUndefined();
  });

  it('has one column where it is about no facts, and leaves out groups that were not tried', () => {
    const sections = capabilitySections([capability({ group: 'copying' })]);
    expect(sections.map(({ name, columns }) => [name, columns])).toEqual([['Copying', ['all']]]);
  });

  it('counts recall by relation over all places, each class of facts by itself', () => {
    const sections = capabilitySections([
      capability({ exposure: 'frequent', parts: { capital: { right: 3, n: 4 }, atom: { right: 1, n: 1 } } }),
      capability({ exposure: 'frequent', label: 'quoted', parts: { capital: { right: 1, n: 4 } } }),
      capability({ exposure: 'rare', parts: { capital: { right: 0, n: 2 } } }),
      capability({ group: 'options', exposure: 'frequent', parts: { capital: { right: 9, n: 9 } } }),
    ]);
    const last = sections.at(-1)!;
    expect(last.name).toBe('Recall by relation');
    expect(last.rows).toEqual([
      { label: 'atom', by: { frequent: { right: 1, n: 1 } } },
      { label: 'capital', by: { frequent: { right: 4, n: 8 }, rare: { right: 0, n: 2 } } },
    ]);
  });
});
