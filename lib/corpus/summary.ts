import { group, max } from 'd3-array';
import { countBy } from '@/lib/corpus/derive/select';
import type { Fact } from '@/lib/corpus/facts';
import { exposureOf, splitOf } from '@/lib/corpus/split';

/** What a fact table holds, in numbers. */
export interface FactSummary {
  facts: number;
  subjects: number;
  objects: number;
  /** Per relation: facts, distinct objects, and the share (0 to 1) of the most frequent object. */
  relations: Record<string, { facts: number; objects: number; topShare: number }>;
  splits: Record<string, number>;
  exposures: Record<string, number>;
}

/** Counts a fact table by relation, split and exposure. */
export function summarise(facts: readonly Fact[]): FactSummary {
  const relations: FactSummary['relations'] = {};
  for (const [relation, own] of group(facts, (f) => f.relation)) {
    const counts = [...countBy(own.map((f) => f.object)).values()];
    relations[relation] = {
      facts: own.length,
      objects: counts.length,
      topShare: Number(((max(counts) ?? 0) / own.length).toFixed(3)),
    };
  }
  return {
    facts: facts.length,
    subjects: new Set(facts.map((f) => f.subject)).size,
    objects: new Set(facts.map((f) => f.object)).size,
    relations,
    splits: Object.fromEntries(countBy(facts.map((f) => splitOf(f.subject)))),
    exposures: Object.fromEntries(countBy(facts.map(exposureOf))),
  };
}
