import type { Candidate } from '@/lib/corpus/derive/select';
import { LEX_PLACE, type Synset } from '@/lib/corpus/derive/wordnet';
import { entityOf } from '@/lib/corpus/entities';
import type { Fact } from '@/lib/corpus/facts';

/** The names that a table has, so that every entity is a subject under one name and in one group. */
export class Names {
  /** Names of one place in WordNet, each to the first of them: `Burma` and `Myanmar`. */
  private readonly aliases = new Map<string, string>();
  private readonly taken = new Set<string>();

  constructor(nouns: readonly Synset[]) {
    for (const { lexFile, lemmas } of nouns) {
      if (lexFile !== LEX_PLACE) continue;
      const [first, ...others] = lemmas.filter((l) => /^\p{Lu}/u.test(l)).map(entityOf);
      // The first synset of a name is the usual sense.
      for (const other of others) if (first && !this.aliases.has(other)) this.aliases.set(other, first);
    }
  }

  /** Candidates whose entity is no subject yet; of several names of one entity the first. */
  free(candidates: readonly Candidate[]): Candidate[] {
    const names = new Map<string, string>();
    return candidates.filter(({ subject }) => {
      const key = this.keyOf(subject);
      if (!names.has(key)) names.set(key, subject);
      // A name that comes twice stays twice: the choice of subjects leaves out what is not clear.
      return !this.taken.has(key) && names.get(key) === subject;
    });
  }

  /** Makes the subjects of these facts taken. */
  claim(facts: Fact[]): Fact[] {
    for (const { subject } of facts) this.taken.add(this.keyOf(subject));
    return facts;
  }

  private keyOf(subject: string): string {
    const entity = entityOf(subject);
    return this.aliases.get(entity) ?? entity;
  }
}
