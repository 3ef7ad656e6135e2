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

/** Whether a string is the id of a relation. */
export function isRelationId(value: string): value is RelationId {
  return (RELATION_IDS as readonly string[]).includes(value);
}
