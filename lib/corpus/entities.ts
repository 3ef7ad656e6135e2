import { foldAccents } from '@/lib/corpus/derive/clean';

/** Words that a name may have more or less of without naming another thing: `Republic of Nauru` is Nauru. */
const BEFORE =
  /^(?:the )?(?:republic|kingdom|state|commonwealth|principality|city|province|saint|st) (?:of (?:the )?)?/;
const AFTER = / (?:city|island|islands|province|county|district|region|state|republic|oblast)$/;

/**
 * The entity that a subject names, as a normal form of the name. All names of one entity lie in one split. Two entities
 * may share a form (`Mexico` and `Mexico City`); that only puts them into the same split.
 */
export function entityOf(subject: string): string {
  const plain = foldAccents(subject)
    .toLowerCase()
    .replace(/[-.]/g, ' ')
    .replace(/[^a-z ]/g, '')
    .replace(/ +/g, ' ')
    .trim();
  const bare = plain.replace(BEFORE, '').replace(/^the /, '').replace(AFTER, '').trim();
  // Spaces are left out last: `Tel-Aviv` is `Telaviv`.
  return (bare === '' ? plain : bare).replace(/ /g, '');
}
