import { group, rollup, sum } from 'd3-array';
import type { Fact, RelationId } from '@/lib/corpus/facts';
import { givesAway, isPlainWord } from '@/lib/corpus/derive/clean';

/** A subject and its object before the choice of facts, in order of preference. */
export interface Candidate {
  subject: string;
  object: string;
}

export interface SelectionRules {
  relation: RelationId;
  source: string;
  /** Most facts to take. */
  limit: number;
  /** Largest share (0 to 1) of the chosen facts that one object may have. */
  maxShare: number;
  /** Objects with fewer candidates are dropped (each costs a vocabulary entry); the others get at least so many facts. */
  minPerObject: number;
  /** Only the objects with the most candidates are kept, so many of them. */
  maxObjects?: number;
  /** Whether an object may be built on its subject, as in `Albania` and `Albanian`. */
  derivedObjects?: boolean;
}

/**
 * Chooses facts from candidates, the first ones first: drops subjects with several objects, subjects that contain
 * their object, objects that are no plain word or too rare, and then keeps every object within its share.
 */
export function selectFacts(candidates: Iterable<Candidate>, rules: SelectionRules): Fact[] {
  const clear = [...group(candidates, (c) => c.subject).values()]
    .flatMap((own) => (own.every((c) => c.object === own[0]?.object) ? own.slice(0, 1) : []))
    .filter((c) => isPlainWord(c.object) && !givesAway(c.subject, c.object, rules.derivedObjects));
  const counts = countBy(clear.map((c) => c.object));
  const kept = new Set(
    [...counts]
      .filter(([, count]) => count >= rules.minPerObject)
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .slice(0, rules.maxObjects)
      .map(([object]) => object),
  );
  const usable = clear.filter((c) => kept.has(c.object));
  const total = largestTotal([...countBy(usable.map((c) => c.object)).values()], rules);
  const cap = Math.floor(rules.maxShare * total);
  const taken = new Map<string, number>();
  const chosen = new Set<Candidate>();
  // The first pass gives each object its minimum, the second fills up in order of preference.
  for (const most of [Math.min(rules.minPerObject, cap), cap]) {
    for (const candidate of usable) {
      if (chosen.size === total) break;
      const count = taken.get(candidate.object) ?? 0;
      if (count >= most || chosen.has(candidate)) continue;
      taken.set(candidate.object, count + 1);
      chosen.add(candidate);
    }
  }
  return [...chosen].map(({ subject, object }) => ({
    relation: rules.relation,
    subject,
    object,
    source: rules.source,
  }));
}

/** The largest number of facts of which no object has more than its share, given how many candidates each has. */
function largestTotal(counts: number[], { limit, maxShare }: SelectionRules): number {
  for (let total = Math.min(limit, sum(counts)); total > 0; total--) {
    const cap = Math.floor(maxShare * total);
    if (sum(counts, (count) => Math.min(count, cap)) >= total) return total;
  }
  return 0;
}

/** How often each value occurs. */
export function countBy(values: Iterable<string>): Map<string, number> {
  return rollup(
    values,
    (same) => same.length,
    (value) => value,
  );
}
