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
  const facts = [
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
  // Guadalajara is a city in Mexico and a province of Spain: a name that is in two countries is left to the city.
  const countryOf = new Map(facts.filter((f) => f.relation === 'country').map((f) => [f.subject, f.object]));
  return facts.filter((f) => f.relation !== 'nation' || (countryOf.get(f.subject) ?? f.object) === f.object);
}
