import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import { entityOf } from '@/lib/corpus/entities';
import { parseFacts } from '@/lib/corpus/facts';
import { GROUPS, groupSubjects } from '@/lib/corpus/groups';
import { RECIPES, recipeExposure, recipeSplit } from '@/lib/corpus/recipe';
import { parseRemovals } from '@/lib/corpus/removals';
import { splitOf } from '@/lib/corpus/split';
import { summarise } from '@/lib/corpus/summary';
import { wholeSubjects } from '@/lib/corpus/vocabulary';

const recipe = RECIPES.grouped;
const table = readFileSync(recipe.table, 'utf8');
const facts = parseFacts(table);
const subjects = [...new Set(facts.map((f) => f.subject))];
const summary = summarise(facts, recipe);

describe('the grouped table', () => {
  it('has at least 5,000 facts, and 1,500 subjects with three relations or more', () => {
    expect(facts.length).toBeGreaterThanOrEqual(5000);
    const rich = Object.entries(summary.subjectsByRelations).filter(([n]) => Number(n) >= 3);
    expect(rich.reduce((sum, [, subjects]) => sum + subjects, 0)).toBeGreaterThanOrEqual(1500);
  });

  it('has every relation of its group for every subject', () => {
    const groups = groupSubjects(facts);
    expect([...groups.keys()].sort()).toEqual(Object.keys(GROUPS).sort());
    for (const [group, members] of groups)
      for (const [subject, objects] of members)
        expect([...objects.keys()].sort(), subject).toEqual([...GROUPS[group]]);
  });

  it('lets no object dominate its relation', () => {
    for (const [relation, { objects, topShare }] of Object.entries(summary.relations))
      expect(topShare, relation).toBeLessThanOrEqual(objects <= 30 ? 0.31 : 0.13);
  });

  it('keeps its distinct objects few enough to be whole tokens', () => {
    expect(summary.objects).toBeGreaterThan(600);
    expect(summary.objects).toBeLessThanOrEqual(1200);
  });

  it('has none of the facts that are removed', () => {
    const removals = parseRemovals(readFileSync('data/removals.tsv', 'utf8'));
    expect(removals.length).toBeGreaterThan(100);
    const removed = new Set(removals.map((r) => `${r.subject}\t${r.relation}`));
    expect(
      facts.filter((f) => removed.has(`${f.subject}\t*`) || removed.has(`${f.subject}\t${f.relation}`)),
    ).toEqual([]);
  });

  it('has subjects of one token and of several', () => {
    const whole = wholeSubjects(facts, recipe.wholeSubjects);
    expect(whole.length).toBeGreaterThan(200);
    expect(subjects.filter((s) => s.includes(' ')).length).toBeGreaterThan(200);
  });
});

describe('the splits of the grouped table', () => {
  it('has one subject for an entity', () => {
    expect(new Set(subjects.map(entityOf)).size).toBe(subjects.length);
  });

  it.each([
    ['Nauru', 'Republic of Nauru'],
    ['Kyoto', 'Kyōto'],
    ['Tel Aviv', 'Tel-Aviv'],
    ['Quebec', 'Province of Québec'],
    ['Gambia', 'The Gambia'],
    ['Faroe', 'Faroe Islands'],
    ['Saint Helena', 'St. Helena'],
  ])('puts %s and %s into the same split', (one, other) => {
    expect(entityOf(one)).toBe(entityOf(other));
    expect(recipeSplit(recipe, { subject: one })).toBe(recipeSplit(recipe, { subject: other }));
  });

  it('draws the split by the entity and not by the name', () => {
    const moved = subjects.filter((s) => recipeSplit(recipe, { subject: s }) !== splitOf(s));
    expect(moved.length).toBeGreaterThan(0);
  });

  it('has subjects of every group in every split', () => {
    for (const [group, members] of groupSubjects(facts)) {
      const splits = [...members.keys()].map((subject) => recipeSplit(recipe, { subject }));
      for (const split of ['train', 'validation', 'test'])
        expect(splits.filter((s) => s === split).length, `${group} ${split}`).toBeGreaterThanOrEqual(2);
    }
  });

  it('makes 60% of the facts frequent, 20% rare, and leaves 20% unseen, whatever their split', () => {
    for (const split of ['train', 'test']) {
      const here = facts.filter((f) => recipeSplit(recipe, f) === split);
      const share = (exposure: string): number =>
        here.filter((f) => recipeExposure(recipe, f) === exposure).length / here.length;
      expect(share('frequent')).toBeCloseTo(0.6, 1);
      expect(share('rare')).toBeCloseTo(0.2, 1);
      expect(share('unseen')).toBeCloseTo(0.2, 1);
    }
  });
});

it('names the subject whose relations are those of no group', () => {
  expect(() =>
    groupSubjects([{ relation: 'state', subject: 'Reno', object: 'Nevada', source: 'x' }]),
  ).toThrow('"Reno" has state');
});

it.each([
  ['subject\treason\n', 'line 1'],
  ['subject\trelation\treason\nCrimea\t*\n', 'line 2: expected'],
  ['subject\trelation\treason\nCrimea\ttaste\tx\n', 'line 2: unknown relation "taste"'],
  ['subject\trelation\treason\nCrimea\t*\tx\nCrimea\t*\ty\n', 'line 3: "Crimea" * is removed already'],
])('refuses a list of removals that is not one', (tsv, message) => {
  expect(() => parseRemovals(tsv)).toThrow(message);
});
