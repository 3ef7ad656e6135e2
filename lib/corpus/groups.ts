import type { Fact, RelationId } from '@/lib/corpus/facts';

/**
 * The groups of the grouped table: every subject of a group has every relation of it, so that any two of them can
 * exchange subject or relation and the answer is still a fact. No two groups have the same relations, so the relations
 * of a subject tell its group.
 */
export const GROUPS = {
  country: ['capital', 'continent', 'currency', 'demonym', 'language'],
  /** Countries and territories whose capital is not one word or is disputed. */
  land: ['continent', 'currency', 'demonym', 'language'],
  city: ['continent', 'country', 'currency', 'demonym', 'language', 'quadrant'],
  subdivision: ['continent', 'country', 'currency', 'demonym', 'language'],
  town: ['capital', 'region', 'state'],
  person: ['century', 'field', 'nationality', 'occupation'],
  organism: ['class', 'family', 'order'],
  element: ['block', 'period', 'series', 'symbol'],
} as const satisfies Readonly<Record<string, readonly RelationId[]>>;

export type GroupId = keyof typeof GROUPS;

/** What belongs to each group, for tables and pages. */
export const GROUP_DESCRIPTIONS: Readonly<Record<GroupId, string>> = {
  country: 'countries with a capital of one word',
  land: 'other countries and territories',
  city: 'cities, by the country they are in',
  subdivision: 'provinces, districts and counties, by their country',
  town: 'cities of the United States, by their state',
  person: 'persons of the past',
  organism: 'animals, plants and fungi',
  element: 'chemical elements',
};

/** The objects of one subject by relation. */
export type Objects = ReadonlyMap<RelationId, string>;

const GROUP_OF = new Map(Object.entries(GROUPS).map(([id, relations]) => [relations.join(), id as GroupId]));

/**
 * The subjects of each group with all their objects.
 * @throws Error naming a subject whose relations are not those of a group.
 */
export function groupSubjects(facts: readonly Fact[]): Map<GroupId, Map<string, Objects>> {
  const bySubject = new Map<string, Map<RelationId, string>>();
  for (const { subject, relation, object } of facts) {
    const own = bySubject.get(subject) ?? new Map<RelationId, string>();
    bySubject.set(subject, own.set(relation, object));
  }
  const groups = new Map<GroupId, Map<string, Objects>>();
  for (const [subject, objects] of bySubject) {
    const id = GROUP_OF.get([...objects.keys()].sort().join());
    if (id === undefined)
      throw new Error(`"${subject}" has ${[...objects.keys()].join(', ')}; no group has these relations`);
    groups.set(id, (groups.get(id) ?? new Map<string, Objects>()).set(subject, objects));
  }
  return groups;
}
