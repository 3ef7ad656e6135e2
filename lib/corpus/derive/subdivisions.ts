import { rollup } from 'd3-array';

import { isCleanName } from '@/lib/corpus/derive/clean';
import { COUNTRY_SOURCES } from '@/lib/corpus/derive/countries';
import type { Candidate } from '@/lib/corpus/derive/select';
import { shuffledBy } from '@/lib/corpus/shuffle';

/** `iso-3166-2` data: country code to country, with subdivisions by code. */
export type Subdivisions = Record<
  string,
  { name: string; sub: Record<string, { type: string; name: string }> }
>;

export const SUBDIVISION_SOURCES = { ...COUNTRY_SOURCES, country: 'iso-3166-2' } as const;

/** Names made of these words alone stand in many countries. */
const GENERIC =
  /^(north|south|east|west|central|centre|center|northern|southern|eastern|western|upper|lower|capital|coast|highlands|littoral|nord|sud|est|ouest|region|district|province|city|island|islands|federal|de|of|the|du|san|santa|saint)$/i;

/** Words for what a subdivision is, at the end of its name. */
const KIND =
  / (län|fylke|okrug|oblast|novads|apskritis|uul|Sheng|Province|County|District|Region|Governorate|Oblast|Branch)$/u;

/**
 * Provinces, districts and counties of the countries that `within` knows; plain names first. Names that are also those of
 * a subdivision or a city in another country are left out.
 */
export function subdivisionCandidates(
  data: Subdivisions,
  within: ReadonlyMap<string, Candidate['objects']>,
  cities: ReadonlyMap<string, ReadonlySet<string>>,
): Candidate[] {
  // The record's own country may be wrong; the code's prefix is not.
  const all = Object.values(data).flatMap(({ sub }) =>
    Object.entries(sub).map(([code, { name }]) => ({
      country: code.slice(0, 2),
      subject: name.replace(KIND, ''),
    })),
  );
  const holders = rollup(
    all,
    (same) => new Set(same.map((s) => s.country)),
    (s) => s.subject,
  );
  const candidates = all.flatMap(({ country, subject }) => {
    const objects = within.get(country);
    const elsewhere = [...(holders.get(subject) ?? []), ...(cities.get(subject) ?? [])].some(
      (c) => c !== country,
    );
    const generic = subject.split(' ').every((word) => GENERIC.test(word));
    return objects && isCleanName(subject, 3) && !generic && !elsewhere ? [{ subject, objects }] : [];
  });
  // Names without marks come first: they cost fewer tokens.
  const marked = ({ subject }: Candidate): boolean => !/^[A-Za-z -]+$/.test(subject);
  const shuffled = shuffledBy(candidates, ({ subject }) => `nation:${subject}`);
  return [...shuffled.filter((c) => !marked(c)), ...shuffled.filter(marked)];
}
