import { group, max } from 'd3-array';

import { countBy } from '@/lib/corpus/derive/select';
import type { Fact } from '@/lib/corpus/facts';
import { groupSubjects } from '@/lib/corpus/groups';
import { RECIPES, recipeExposure, recipeSplit, type Recipe } from '@/lib/corpus/recipe';

/** What a fact table holds, in numbers. */
export interface FactSummary {
  facts: number;
  subjects: number;
  objects: number;
  /** Per relation: facts, distinct objects, and the share (0 to 1) of the most frequent object. */
  relations: Record<string, { facts: number; objects: number; topShare: number }>;
  /** How many subjects have so many relations. */
  subjectsByRelations: Record<string, number>;
  splits: Record<string, number>;
  exposures: Record<string, number>;
}

/** Counts a fact table by relation, split and exposure. */
export function summarise(facts: readonly Fact[], recipe: Recipe = RECIPES.facts): FactSummary {
  const relations: FactSummary['relations'] = {};
  for (const [relation, own] of group(facts, (f) => f.relation)) {
    const counts = [...countBy(own.map((f) => f.object)).values()];
    relations[relation] = {
      facts: own.length,
      objects: counts.length,
      topShare: Number(((max(counts) ?? 0) / own.length).toFixed(3)),
    };
  }
  const perSubject = countBy(facts.map((f) => f.subject));
  return {
    facts: facts.length,
    subjects: perSubject.size,
    objects: new Set(facts.map((f) => f.object)).size,
    relations,
    subjectsByRelations: Object.fromEntries(countBy([...perSubject.values()].map(String))),
    splits: Object.fromEntries(countBy(facts.map((f) => recipeSplit(recipe, f)))),
    exposures: Object.fromEntries(countBy(facts.map((f) => recipeExposure(recipe, f)))),
  };
}

/** Subjects and relations of each group of a grouped table. */
export function summariseGroups(
  facts: readonly Fact[],
): Record<string, { subjects: number; relations: number }> {
  const groups = [...groupSubjects(facts)].map(([id, subjects]) => {
    const [first] = subjects.values();
    return [id, { subjects: subjects.size, relations: first?.size ?? 0 }] as const;
  });
  return Object.fromEntries(groups);
}
