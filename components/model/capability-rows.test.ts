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
    expect(sections.map(({ group, columns }) => [group, columns])).toEqual([['copying', ['all']]]);
  });
});
