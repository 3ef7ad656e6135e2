import { Definition } from './definition';
import { termOf, WORDS, type TermId } from './words';

/** A word of the field where it first stands on a page, with its meaning a tap away; once a section is enough. */
export function Term({ of, children }: { of: TermId; children?: React.ReactNode }) {
  return <Definition of={of}>{children ?? WORDS[of].name}</Definition>;
}

/** A word that comes from elsewhere, such as the name of a metric: explained where the glossary knows it. */
export function TermFor({ word, children = word }: { word: string; children?: React.ReactNode }) {
  const of = termOf(word);
  return of ? <Term of={of}>{children}</Term> : children;
}
