import { parseAsFloat, parseAsInteger, parseAsString, parseAsStringLiteral } from 'nuqs';
import { listPath } from '@/lib/api/paths';
import { CHAT_TURN } from '@/lib/model/chat-turn';
import { PLAYGROUND } from './words';

/** Everything that a reader chose, as the query of the page holds it. */

/** What a map is coloured by. */
export const MAP_KINDS = ['lens', 'norm', 'entropy'] as const;
export type MapKind = (typeof MAP_KINDS)[number];

/** What is done with the vector of the first site. */
export const EDIT_KINDS = ['replace', 'add', 'zero'] as const;
export type EditKind = (typeof EDIT_KINDS)[number];

/** Longest text that is read, in characters. */
export const MAX_TEXT = 240;

/** Largest factor of a vector that is put elsewhere, of either sign. */
export const MAX_SCALE = 100;

export const parsers = {
  text: parseAsString,
  second: parseAsString,
  /** Site of the first text, and of the second. */
  layer: parseAsInteger,
  pos: parseAsInteger,
  layer2: parseAsInteger,
  pos2: parseAsInteger,
  map: parseAsStringLiteral(MAP_KINDS).withDefault('lens'),
  edit: parseAsStringLiteral(EDIT_KINDS).withDefault('replace'),
  scale: parseAsFloat.withDefault(1),
  as: parseAsStringLiteral(['map', 'table'] as const).withDefault('map'),
  chat: parseAsStringLiteral([CHAT_TURN]),
};

const NAMES: Readonly<Record<keyof typeof parsers, string>> = {
  text: 'text',
  second: 'second text',
  layer: 'layer of the first text',
  pos: 'token of the first text',
  layer2: 'layer of the second text',
  pos2: 'token of the second text',
  map: 'kind of map',
  edit: 'edit',
  scale: 'scale',
  as: 'form of the map',
  chat: 'way to write a text',
};

/** The playground with a text and its chosen site, and the same of a second text where there is one. */
export function playgroundPath(
  target: string,
  first: { text: string; layer: number; position: number },
  second?: { text: string; layer: number; position: number },
): string {
  const query = new URLSearchParams({
    text: first.text,
    layer: String(first.layer),
    pos: String(first.position),
    ...(second && { second: second.text, layer2: String(second.layer), pos2: String(second.position) }),
  });
  return listPath(PLAYGROUND, target, query.toString());
}

export const isScale = (scale: number): boolean => Number.isFinite(scale) && Math.abs(scale) <= MAX_SCALE;

/** One line for each value of an address that cannot be used, which says what stands in its place. */
export function strayValues(query: URLSearchParams): string[] {
  return (Object.keys(parsers) as (keyof typeof parsers)[]).flatMap((key) => {
    const raw = query.get(key);
    if (raw === null) return [];
    if (key === 'text' || key === 'second')
      return raw.length > MAX_TEXT ? [`The ${NAMES[key]} is cut to ${MAX_TEXT} characters.`] : [];
    const value = parsers[key].parse(raw);
    const usable = value !== null && (key !== 'scale' || isScale(value as number));
    return usable ? [] : [`There is no ${NAMES[key]} “${raw.slice(0, 40)}”; the usual one is taken.`];
  });
}
