import { GROUPS } from '@/lib/corpus/groups';
import { ENDINGS, WORD_CLASSES } from './words';

/** A token as concepts name it: `“Rome”`. */
export const quoted = (piece: string): string => `“${piece.trim()}”`;

/**
 * What a token and the one before it say by themselves, wherever they stand.
 *
 * @param before the token before it; null where it is not known
 */
export const ownConcepts = (piece: string, before: string | null): string[] => [
  ...spelling(piece),
  ...(before === null ? [] : [`after ${quoted(before)}`]),
];

/** What the letters of a token say. */
function spelling(piece: string): string[] {
  const word = piece.trim();
  const lower = word.toLowerCase();
  const whole = piece.startsWith(' ');
  return [
    quoted(piece),
    ...(whole && /^[A-Z]/.test(word) ? ['a capitalised word'] : []),
    ...(!whole && /^\w/.test(piece) ? ['a later part of a word'] : []),
    ...(/^\d+$/.test(word) ? ['a number'] : []),
    ...(/^[^\w\s]+$/.test(word) ? ['a punctuation mark'] : []),
    ...Object.entries(WORD_CLASSES).flatMap(([name, words]) => (words.includes(lower) ? [name] : [])),
    ...ENDINGS.filter((ending) => lower.length > ending.length + 2 && lower.endsWith(ending)).map(
      (e) => `ends in -${e}`,
    ),
  ];
}

const SPELLED = new Set([
  ...['a capitalised word', 'a later part of a word', 'a number', 'a punctuation mark'],
  ...Object.keys(WORD_CLASSES),
  ...ENDINGS.map((ending) => `ends in -${ending}`),
]);

const RELATIONS = new Set<string>(Object.values(GROUPS).flat());

/** What only whoever wrote a text knows of a place in it. */
const NOTED = new Set([
  ...['in a fact', 'in a question with options', 'in prose', 'the first of a sentence'],
  ...['a subject', 'the end of a subject', 'a relation', 'an option', 'a hint'],
  ...['an answer follows', 'an answer'],
  ...Object.keys(GROUPS).map((group) => `a ${group}`),
  ...[...RELATIONS].flatMap((relation) => [
    `a ${relation}`,
    `asked for ${relation}`,
    `an option for ${relation}`,
    `${relation} follows`,
  ]),
]);

/**
 * What it takes to tell whether a concept holds of a token: its letters, the token before it, or what was noted when the text was
 * written; null for words that are no concept.
 */
export function conceptKind(name: string): 'spelled' | 'after' | 'noted' | null {
  if (/^“\S*”$/.test(name) || SPELLED.has(name)) return 'spelled';
  if (/^after “\S*”$/.test(name)) return 'after';
  if (NOTED.has(name) || /^“\S*” follows$/.test(name)) return 'noted';
  const [relation, value] = name.split(': ');
  return value && RELATIONS.has(relation!) ? 'noted' : null;
}
