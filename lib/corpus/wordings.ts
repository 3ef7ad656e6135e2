import type { Fact } from '@/lib/corpus/facts';
import type { RelationId } from '@/lib/corpus/relations';

/**
 * How a fact is put into words. `{r}` is the relation word and `{s}` the subject; the object is the next word. All
 * relations share the wordings, so texts of one wording and different relations align token by token.
 */
export const WORDINGS = [
  'The {r} of {s} is',
  'For {s} the {r} is',
  'Question: what is the {r} of {s}? Answer:',
  'Asked about {s}, name the {r}:',
  'It is known that the {r} of {s} is',
] as const;

/** Half-open range of characters (UTF-16 units) of a text. */
export interface Span {
  start: number;
  end: number;
}

/** A fact in words, up to the object. */
export interface FactText {
  /** Ends right before the object, without a trailing space. */
  text: string;
  /** The object: one word, without its leading space. */
  answer: string;
  subject: Span;
  relation: Span;
}

/** The word that names a relation in every wording. */
export function relationWord(relation: RelationId): string {
  return relation;
}

/**
 * Puts a fact into one of the wordings.
 * @param wording index into `WORDINGS`
 * @throws RangeError when there is no such wording
 */
export function render(fact: Pick<Fact, 'relation' | 'subject' | 'object'>, wording: number): FactText {
  const template = WORDINGS[wording];
  if (template === undefined)
    throw new RangeError(`wording ${wording}: there are ${WORDINGS.length}, counted from 0`);
  const spans: Record<'r' | 's', Span> = { r: { start: 0, end: 0 }, s: { start: 0, end: 0 } };
  let text = '';
  for (const part of template.split(/(\{[rs]\})/)) {
    const start = text.length;
    if (part === '{r}') {
      text += relationWord(fact.relation);
      spans.r = { start, end: text.length };
    } else if (part === '{s}') {
      text += fact.subject;
      spans.s = { start, end: text.length };
    } else {
      text += part;
    }
  }
  return { text, answer: fact.object, subject: spans.s, relation: spans.r };
}

/** The relation that a text asks a subject for; null where it is in none of the wordings. */
export function relationIn(text: string, subject: string): string | null {
  for (const template of WORDINGS) {
    const [before = '', after = ''] = template.replace('{s}', () => subject).split('{r}');
    if (text.length > before.length + after.length && text.startsWith(before) && text.endsWith(after))
      return text.slice(before.length, text.length - after.length);
  }
  return null;
}
