import { rollup } from 'd3-array';
import type { Capability } from '@/lib/schemas';
import { CAPABILITY_GROUPS, EXPOSURES, type CapabilityGroup, type Exposure } from '@/lib/words';

export const GROUP_NAMES: Record<CapabilityGroup, { name: string; meaning: string }> = {
  recall: { name: 'Recall', meaning: 'the object of a fact is the most likely next token' },
  options: { name: 'Options', meaning: 'the right one of up to four options is the answer' },
  hints: { name: 'Hints', meaning: 'the same questions with a hint at one option' },
  copying: { name: 'Copying', meaning: 'what stood in the text is found again' },
  comparison: { name: 'Same or different', meaning: 'half of them are the same' },
};

/** What is asked, with the share of right answers for each class of facts, or for all where it is about none. */
export interface CapabilityRow {
  label: string;
  by: Partial<Record<Exposure | 'all', Capability>>;
}

export interface CapabilitySection {
  group: CapabilityGroup;
  columns: readonly (Exposure | 'all')[];
  rows: CapabilityRow[];
}

/** A report as tables: a section a group, a row for what is asked, a column for each class of facts. */
export function capabilitySections(capabilities: readonly Capability[]): CapabilitySection[] {
  return CAPABILITY_GROUPS.flatMap((group) => {
    const own = capabilities.filter((capability) => capability.group === group);
    if (own.length === 0) return [];
    const rows = rollup(
      own,
      (some) => Object.fromEntries(some.map((capability) => [capability.exposure ?? 'all', capability])),
      ({ label }) => label,
    );
    const columns = own.some(({ exposure }) => exposure !== undefined) ? EXPOSURES : (['all'] as const);
    return [{ group, columns, rows: [...rows].map(([label, by]): CapabilityRow => ({ label, by })) }];
  });
}
