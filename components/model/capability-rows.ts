import { ascending, rollup } from 'd3-array';
import type { Capability } from '@/lib/schemas';
import { CAPABILITY_GROUPS, EXPOSURES, type CapabilityGroup, type Exposure } from '@/lib/words';

const GROUPS: Record<CapabilityGroup, { name: string; meaning: string }> = {
  recall: { name: 'Recall', meaning: 'the object of a fact is the most likely next token' },
  options: { name: 'Options', meaning: 'the right one of up to four options is the answer' },
  hints: { name: 'Hints', meaning: 'the same questions with a hint at one option' },
  copying: { name: 'Copying', meaning: 'what stood in the text is found again' },
  comparison: { name: 'Same or different', meaning: 'half of them are the same' },
};

/** Trials of one kind, and how many ended well. */
export type Counted = Pick<Capability, 'right' | 'n' | 'chance' | 'floor' | 'ceiling'>;

/** What is asked, with the share of right answers for each class of facts, or for all where it is about none. */
export interface CapabilityRow {
  label: string;
  by: Partial<Record<Exposure | 'all', Counted>>;
}

export interface CapabilitySection {
  name: string;
  meaning: string;
  columns: readonly (Exposure | 'all')[];
  rows: CapabilityRow[];
}

/** A report as tables: a section a group, a row for what is asked, a column for each class of facts; then recall by relation. */
export function capabilitySections(capabilities: readonly Capability[]): CapabilitySection[] {
  const sections = CAPABILITY_GROUPS.flatMap((group): CapabilitySection[] => {
    const own = capabilities.filter((capability) => capability.group === group);
    if (own.length === 0) return [];
    const rows = rollup(
      own,
      (some) => Object.fromEntries(some.map((capability) => [capability.exposure ?? 'all', capability])),
      ({ label }) => label,
    );
    const columns = own.some(({ exposure }) => exposure !== undefined) ? EXPOSURES : (['all'] as const);
    return [{ ...GROUPS[group], columns, rows: [...rows].map(([label, by]) => ({ label, by })) }];
  });
  const relations = byRelation(capabilities.filter(({ group }) => group === 'recall'));
  return relations.length > 0
    ? [...sections, { ...BY_RELATION, columns: EXPOSURES, rows: relations }]
    : sections;
}

const BY_RELATION = { name: 'Recall by relation', meaning: 'all places of the first table together' };

/** Facts of each relation, wherever they are asked for. */
function byRelation(recall: readonly Capability[]): CapabilityRow[] {
  const rows = new Map<string, CapabilityRow>();
  for (const { exposure = 'all', parts } of recall)
    for (const [label, { right, n }] of Object.entries(parts)) {
      const row = rows.get(label) ?? { label, by: {} };
      rows.set(label, row);
      const sum = row.by[exposure] ?? { right: 0, n: 0 };
      row.by[exposure] = { right: sum.right + right, n: sum.n + n };
    }
  return [...rows.values()].sort((a, b) => ascending(a.label, b.label));
}
