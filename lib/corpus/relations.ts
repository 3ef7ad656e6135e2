/**
 * The relations of the fact tables. The id of a relation is also the word that names it in a text, so that every
 * wording reads the same for every relation and two texts of one wording align token by token.
 */
export const RELATION_IDS = [
  'block',
  'capital',
  'century',
  'class',
  'continent',
  'country',
  'currency',
  'demonym',
  'family',
  'field',
  'kind',
  'language',
  'nation',
  'nationality',
  'occupation',
  'order',
  'period',
  'quadrant',
  'region',
  'series',
  'state',
  'symbol',
  'topic',
  'type',
] as const;

export type RelationId = (typeof RELATION_IDS)[number];

/** What each relation says, for tables and pages. */
export const RELATION_DESCRIPTIONS: Readonly<Record<RelationId, string>> = {
  block: 'element to its block in the periodic table',
  capital: 'country or American city to the capital of the country or state',
  century: 'person to the century of birth',
  class: 'animal or plant to its class',
  continent: 'place to its continent',
  country: 'city, province or district to its country',
  currency: 'place to its currency',
  demonym: 'place to the name of one of its people',
  family: 'animal or plant to its family',
  field: 'person to the field of the occupation',
  kind: 'animal to the group it belongs to',
  language: 'place to its language',
  nation: 'province or district to its country',
  nationality: 'person to nationality',
  occupation: 'person to occupation',
  order: 'animal or plant to its order',
  period: 'element to its period in the periodic table',
  quadrant: 'place to its quarter of the globe',
  region: 'city of the United States to its region',
  series: 'element to its series, such as the alkali metals',
  state: 'city of the United States to its state',
  symbol: 'element to its chemical symbol',
  topic: 'term to the field that uses it',
  type: 'named place, battle, deity or work to what it is',
};

/** Whether a string is the id of a relation. */
export function isRelationId(value: string): value is RelationId {
  return (RELATION_IDS as readonly string[]).includes(value);
}
