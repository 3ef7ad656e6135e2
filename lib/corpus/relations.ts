/**
 * The relations of the fact table. The id of a relation is also the word that names it in a text, so that every
 * wording reads the same for every relation and two texts of one wording align token by token.
 */
export const RELATION_IDS = [
  'capital',
  'century',
  'continent',
  'country',
  'currency',
  'demonym',
  'kind',
  'language',
  'nation',
  'nationality',
  'occupation',
  'state',
  'topic',
  'type',
] as const;

export type RelationId = (typeof RELATION_IDS)[number];

/** What each relation says, for tables and pages. */
export const RELATION_DESCRIPTIONS: Readonly<Record<RelationId, string>> = {
  capital: 'country to its capital city',
  century: 'person to the century of birth',
  continent: 'country to its continent',
  country: 'city to its country',
  currency: 'country to its currency',
  demonym: 'place to the name of one of its people',
  kind: 'animal to the group it belongs to',
  language: 'country to its language',
  nation: 'province or district to its country',
  nationality: 'person to nationality',
  occupation: 'person to occupation',
  state: 'city of the United States to its state',
  topic: 'term to the field that uses it',
  type: 'named place, battle, deity or work to what it is',
};

/** Whether a string is the id of a relation. */
export function isRelationId(value: string): value is RelationId {
  return (RELATION_IDS as readonly string[]).includes(value);
}
