import { conceptKind, ownConcepts } from '@/lib/measure/features/concepts';
import type { FeatureDetail } from '@/lib/measure/features/record';

/** A stretch of text, with what a feature is on each of its tokens. */
export type FeatureText = FeatureDetail['top'][number];

/** What joins concepts, and what each makes of two that hold or do not. */
const JOINTS = {
  and: (left: boolean, right: boolean) => left && right,
  or: (left: boolean, right: boolean) => left || right,
  'but not': (left: boolean, right: boolean) => left && !right,
} as const;
type Joint = keyof typeof JOINTS;

/** A phrase as labels are made of: concepts, joined from left to right. */
export interface Phrase {
  concepts: readonly string[];
  /** What joins each concept but the first to all before it. */
  joints: readonly Joint[];
}

/** Reads a phrase; null where a part of it is no concept, so that nothing tells of which tokens it holds. */
export function readPhrase(text: string): Phrase | null {
  const [first = '', ...parts] = text
    .trim()
    .replace(/\s+/g, ' ')
    .split(/ (and|or|but not) /);
  const concepts: string[] = [];
  const joints: Joint[] = [];
  let name = first;
  for (let i = 0; i < parts.length; i += 2) {
    const [joint, next] = [parts[i] as Joint, parts[i + 1]!];
    // Names of concepts may have such words themselves: `a form of be, have or do`.
    if (conceptKind(name) === null) name = `${name} ${joint} ${next}`;
    else {
      concepts.push(name);
      joints.push(joint);
      name = next;
    }
  }
  return conceptKind(name) === null ? null : { concepts: [...concepts, name], joints };
}

/**
 * Of which tokens of a text a phrase holds; null where that takes what the text does not carry. Whether a concept is *after* some token
 * is not known of the first token of a text of an earlier record, and then taken for no.
 *
 * @returns `[tokens]`
 */
export function holdsOn(
  { concepts, joints }: Phrase,
  text: Pick<FeatureText, 'tokens' | 'notes'>,
): boolean[] | null {
  if (!text.notes && concepts.some((name) => conceptKind(name) === 'noted')) return null;
  const [first, ...others] = concepts.map((name) => tokensOf(name, text));
  return others.reduce(
    (held, own, i) => held.map((left, token) => JOINTS[joints[i]!](left, own[token]!)),
    first!,
  );
}

/** Of which tokens of a text a concept holds. */
function tokensOf(name: string, { tokens, notes = [] }: Pick<FeatureText, 'tokens' | 'notes'>): boolean[] {
  const noted = notes.filter(([concept]) => concept === name);
  return tokens.map(
    (token, i) =>
      noted.some(([, from, to]) => from <= i && i < to) ||
      ownConcepts(token, tokens[i - 1] ?? null).includes(name),
  );
}

/** Concepts that hold where a feature fires, those of most such tokens first. */
export function conceptsIn(texts: readonly FeatureText[]): string[] {
  const counts = new Map<string, number>();
  for (const { tokens, activations, notes = [] } of texts)
    tokens.forEach((token, i) => {
      if (activations[i]! <= 0) return;
      const noted = notes.flatMap(([name, from, to]) => (from <= i && i < to ? [name] : []));
      for (const name of [...ownConcepts(token, tokens[i - 1] ?? null), ...noted])
        if (conceptKind(name) !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
    });
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([name]) => name);
}
