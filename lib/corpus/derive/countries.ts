import { foldAccents, isCleanName, isPlainWord } from '@/lib/corpus/derive/clean';
import { selectGroup, type Candidate } from '@/lib/corpus/derive/select';
import type { Fact } from '@/lib/corpus/facts';

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

/** An official language of a territory and the share (0 to 100) of the people who speak it, from CLDR. */
export interface OfficialLanguage {
  code: string;
  percent: number;
}

export interface CountrySources {
  countries: CountriesList;
  /** Languages official in a whole territory, by ISO code. */
  languages: ReadonlyMap<string, readonly OfficialLanguage[]>;
  /** What a citizen is called, by ISO code. */
  nationalities: Readonly<Record<string, string>>;
}

/** What is said of a country and of the places in it. */
export interface Country {
  code: string;
  name: string;
  capital?: string;
  continent?: string;
  currency?: string;
  demonym?: string;
  language?: string;
  /** Whether the language can be taken for that of every place in the country. */
  oneLanguage: boolean;
}

/** Packages that the relations of a country come from. */
export const COUNTRY_SOURCES = {
  capital: 'countries-list',
  continent: 'countries-list',
  currency: 'countries-list',
  demonym: 'i18n-nationality',
  language: 'cldr-core',
} as const;

/** Nationalities that the package gives in the plural, in a rarer form, or as the name of the country. */
const DEMONYMS: Readonly<Record<string, string>> = {
  AE: 'Emirati',
  AG: 'Antiguan',
  AR: 'Argentine',
  BM: 'Bermudian',
  BW: 'Motswana',
  DJ: 'Djiboutian',
  GI: 'Gibraltarian',
  GL: 'Greenlander',
  GU: 'Guamanian',
  KM: 'Comorian',
  KZ: 'Kazakh',
  MC: 'Monegasque',
  MV: 'Maldivian',
  SR: 'Surinamese',
  TM: 'Turkmen',
  UZ: 'Uzbek',
  VU: 'Vanuatuan',
  WF: '',
  YE: 'Yemeni',
};

/** Units of account that are listed beside the money of a country. */
const FUNDS = new Set(['BOV', 'CHE', 'CHW', 'CLF', 'COU', 'MXV', 'USN', 'UYI']);

/** Languages that the package calls by another word than their speakers' neighbours do. */
const LANGUAGES: Readonly<Record<string, string>> = { km: 'Khmer', lo: 'Lao', rw: 'Kinyarwanda' };

/** Countries and what is known of them. */
export function readCountries(sources: CountrySources): Country[] {
  const { countries, continents, languages, currencies } = sources.countries;
  const only = (codes: readonly string[]): string => (codes.length === 1 ? (codes[0] ?? '') : '');
  const nameOf = (code = ''): string | undefined => LANGUAGES[code] ?? languages[code]?.name;
  return Object.entries(countries)
    .filter(([, { name }]) => isCleanName(name))
    .map(([code, country]) => {
      const official = [...(sources.languages.get(code) ?? [])].sort((a, b) => b.percent - a.percent);
      const [main, next] = official;
      const demonym = DEMONYMS[code] ?? sources.nationalities[code];
      return {
        code,
        name: country.name,
        capital: foldAccents(country.capital),
        // The Americas are taken as one continent: the names of the two are two words.
        continent: /America$/.test(continents[country.continent] ?? '')
          ? 'America'
          : continents[country.continent],
        // `Swedish Krona` is a krona: the last word names the unit. A country with several currencies is unclear.
        currency: currencies[only(country.currency.filter((c) => !FUNDS.has(c)))]?.name
          .split(' ')
          .at(-1)
          ?.toLowerCase(),
        demonym: demonym === country.name ? undefined : demonym,
        language: main?.percent === next?.percent ? undefined : nameOf(main?.code),
        oneLanguage: main !== undefined && (next === undefined || (main.percent >= 50 && next.percent < 25)),
      };
    });
}

/** Countries with a capital of one word, and the other countries and territories. */
export function deriveCountries(countries: readonly Country[], clean: (c: Candidate) => Candidate): Fact[] {
  const candidates = countries.map(({ name, code: _, oneLanguage: __, ...objects }) =>
    clean({ subject: name, objects: { ...objects } }),
  );
  const withCapital = selectGroup(candidates, { group: 'country', sources: COUNTRY_SOURCES });
  const taken = new Set(withCapital.map((f) => f.subject));
  const others = candidates.filter((c) => !taken.has(c.subject));
  return [...withCapital, ...selectGroup(others, { group: 'land', sources: COUNTRY_SOURCES })];
}

/** Objects that a place has from its country; undefined where the country has no name of one word or several languages. */
export function objectsWithin(country: Country): Candidate['objects'] | undefined {
  if (!country.oneLanguage || !isPlainWord(country.name)) return undefined;
  const { name, continent, currency, demonym, language } = country;
  return { country: name, continent, currency, demonym, language };
}
