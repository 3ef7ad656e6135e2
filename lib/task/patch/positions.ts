import { RELATION_IDS } from '@/lib/corpus/relations';
import { WORDINGS } from '@/lib/corpus/wordings';
import type { PositionType } from '@/lib/task/patch/body';

/** Characters that mean something in a pattern mean themselves. */
const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

// Each wording backwards: the relation is one of the words that name one, the subject whatever stands in its place.
const PATTERNS = WORDINGS.map(
  (wording) =>
    new RegExp(
      `^${wording
        .split(/(\{[rs]\})/)
        .map((part) =>
          part === '{r}'
            ? `(?<relation>${RELATION_IDS.join('|')})`
            : part === '{s}'
              ? '(?<subject>.+)'
              : literal(part),
        )
        .join('')}$`,
      'd',
    ),
);

/** Where subject and relation end in a text that is put like a training text; null for any other text. */
function endsOf(text: string): { subject: number; relation: number } | null {
  for (const pattern of PATTERNS) {
    const groups = pattern.exec(text)?.indices?.groups;
    if (groups?.subject && groups.relation)
      return { subject: groups.subject[1], relation: groups.relation[1] };
  }
  return null;
}

/**
 * The kind of position of each token: what training questions call the last token of the subject, the relation and
 * the last token. A text put in other words has only a last token; the rest is `other`.
 *
 * @param tokens pieces of the text, in order; together they are the text
 */
export function positionTypes(tokens: readonly string[]): PositionType[] {
  const text = tokens.join('');
  const lead = text.length - text.trimStart().length;
  const ends = endsOf(text.trim());
  const types: PositionType[] = [];
  let end = 0;
  for (const token of tokens) {
    end += token.length;
    if (ends && end - lead === ends.subject) types.push('subject-final');
    else if (ends && end - lead === ends.relation) types.push('relation');
    else types.push('other');
  }
  if (types.length > 0) types[types.length - 1] = 'last';
  return types;
}
