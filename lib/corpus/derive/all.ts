import type { Fact } from '@/lib/corpus/facts';
import { deriveAnimalKinds } from '@/lib/corpus/derive/animals';
import { deriveCityCountries, deriveCityStates, type City } from '@/lib/corpus/derive/cities';
import { deriveCountryFacts, oneWordCountries, type CountriesList } from '@/lib/corpus/derive/countries';
import { deriveDemonyms } from '@/lib/corpus/derive/demonyms';
import { derivePeopleFacts } from '@/lib/corpus/derive/people';
import { deriveSubdivisionNations, type Subdivisions } from '@/lib/corpus/derive/subdivisions';
import { deriveTopics } from '@/lib/corpus/derive/topics';
import { deriveTypes } from '@/lib/corpus/derive/types';
import type { Synset } from '@/lib/corpus/derive/wordnet';

/** Everything that facts are derived from. */
export interface FactSources {
  countries: CountriesList;
  cities: readonly City[];
  /** Abbreviation to name of the states of the United States. */
  states: ReadonlyMap<string, string>;
  subdivisions: Subdivisions;
  nouns: readonly Synset[];
}

/** All facts of all relations. The same sources give the same facts. */
export function deriveFacts({ countries, cities, states, subdivisions, nouns }: FactSources): Fact[] {
  const names = oneWordCountries(countries);
  return [
    ...deriveCountryFacts(countries),
    ...deriveCityCountries(cities, names),
    ...deriveCityStates(cities, states),
    ...deriveSubdivisionNations(subdivisions, names),
    ...derivePeopleFacts(nouns),
    ...deriveAnimalKinds(nouns),
    ...deriveTopics(nouns),
    ...deriveTypes(nouns),
    ...deriveDemonyms(nouns),
  ];
}
