import type { Fact } from '@/lib/corpus/facts';
import { foldAccents, isCleanName } from '@/lib/corpus/derive/clean';
import { selectFacts, type Candidate } from '@/lib/corpus/derive/select';

/** The part of `countries-list` that facts come from. Keys of the records are ISO and language codes. */
export interface CountriesList {
  countries: Record<
    string,
    { name: string; continent: string; capital: string; currency: string[]; languages: string[] }
  >;
  continents: Record<string, string>;
  languages: Record<string, { name: string }>;
  currencies: Record<string, { name: string }>;
}

const SOURCE = 'countries-list';

/** Names of countries by ISO code, for other sources: only names of one plain word. */
export function oneWordCountries({ countries }: CountriesList): Map<string, string> {
  return new Map(
    Object.entries(countries).flatMap(([code, { name }]) => (/^[A-Za-z]+$/.test(name) ? [[code, name]] : [])),
  );
}

/** Capital, continent, currency and language of countries. */
export function deriveCountryFacts(data: CountriesList): Fact[] {
  const countries = Object.values(data.countries).filter((c) => isCleanName(c.name));
  const candidates = (objectOf: (c: (typeof countries)[number]) => string | undefined): Candidate[] =>
    countries.flatMap((c) => {
      const object = objectOf(c);
      return object === undefined ? [] : [{ subject: c.name, object: foldAccents(object) }];
    });
  const only = (codes: string[]): string => (codes.length === 1 ? (codes[0] ?? '') : '');
  return [
    ...selectFacts(
      candidates((c) => c.capital),
      { relation: 'capital', source: SOURCE, limit: 200, maxShare: 0.02, minPerObject: 1 },
    ),
    ...selectFacts(
      candidates((c) => data.continents[c.continent]),
      { relation: 'continent', source: SOURCE, limit: 250, maxShare: 0.3, minPerObject: 10 },
    ),
    ...selectFacts(
      // `Swedish Krona` is a krona: the last word names the unit. A country with several currencies is unclear.
      candidates((c) => data.currencies[only(c.currency)]?.name.split(' ').at(-1)?.toLowerCase()),
      { relation: 'currency', source: SOURCE, limit: 250, maxShare: 0.12, minPerObject: 1 },
    ),
    ...selectFacts(
      candidates((c) => data.languages[only(c.languages)]?.name),
      { relation: 'language', source: SOURCE, limit: 250, maxShare: 0.2, minPerObject: 1 },
    ),
  ];
}
