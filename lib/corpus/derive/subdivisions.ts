import type { Fact } from '@/lib/corpus/facts';
import { isCleanName } from '@/lib/corpus/derive/clean';
import { selectFacts } from '@/lib/corpus/derive/select';
import { unitHash } from '@/lib/hash';

/** `iso-3166-2` data: country code to country, with subdivisions by code. */
export type Subdivisions = Record<
  string,
  { name: string; sub: Record<string, { type: string; name: string }> }
>;

/** Names made of these words alone stand in many countries. */
const GENERIC =
  /^(north|south|east|west|central|centre|center|northern|southern|eastern|western|upper|lower|capital|coast|highlands|littoral|nord|sud|est|ouest|region|district|province|city|island|islands|federal|de|of|the|du|san|santa|saint)$/i;

/** Country of provinces, counties and districts; `countries` maps ISO codes to one-word names. */
export function deriveSubdivisionNations(data: Subdivisions, countries: ReadonlyMap<string, string>): Fact[] {
  const candidates = Object.values(data).flatMap(({ sub }) =>
    Object.entries(sub).flatMap(([code, { name }]) => {
      // The record's own country may be wrong; the code's prefix is not.
      const object = countries.get(code.slice(0, 2));
      const subject = name.replace(
        / (län|fylke|okrug|oblast|novads|apskritis|uul|Sheng|Province|County|District|Region|Governorate|Oblast)$/u,
        '',
      );
      if (
        object === undefined ||
        !isCleanName(subject, 3) ||
        subject.split(' ').every((word) => GENERIC.test(word))
      )
        return [];
      return [{ subject, object }];
    }),
  );
  // Names without marks come first: they cost fewer tokens.
  const marks = (text: string): number => (/^[A-Za-z -]+$/.test(text) ? 0 : 1);
  candidates.sort(
    (a, b) =>
      marks(a.subject) - marks(b.subject) ||
      unitHash(`nation:${a.subject}`) - unitHash(`nation:${b.subject}`),
  );
  return selectFacts(candidates, {
    relation: 'nation',
    source: 'iso-3166-2',
    limit: 380,
    maxShare: 0.035,
    minPerObject: 5,
    maxObjects: 50,
  });
}
