import {
  cityCandidates,
  cityCountries,
  CITY_SOURCES,
  TOWN_SOURCES,
  townCandidates,
  type City,
  type State,
} from '@/lib/corpus/derive/cities';
import {
  deriveCountries,
  objectsWithin,
  readCountries,
  type CountrySources,
} from '@/lib/corpus/derive/countries';
import { ELEMENT_SOURCES, elementCandidates, type Element } from '@/lib/corpus/derive/elements';
import { animalCandidates, ORGANISM_SOURCES, plantCandidates } from '@/lib/corpus/derive/living';
import { Names } from '@/lib/corpus/derive/names';
import { PERSON_SOURCES, personCandidates } from '@/lib/corpus/derive/people';
import { selectGroup, type Candidate } from '@/lib/corpus/derive/select';
import {
  SUBDIVISION_SOURCES,
  subdivisionCandidates,
  type Subdivisions,
} from '@/lib/corpus/derive/subdivisions';
import type { Synset } from '@/lib/corpus/derive/wordnet';
import type { Fact } from '@/lib/corpus/facts';
import type { Removal } from '@/lib/corpus/removals';

/** Everything that the grouped table is derived from. */
export interface FactSources extends CountrySources {
  cities: readonly City[];
  states: readonly State[];
  subdivisions: Subdivisions;
  elements: readonly Element[];
  nouns: readonly Synset[];
  removals: readonly Removal[];
}

/** All facts of all groups. The same sources give the same facts. */
export function deriveFacts(sources: FactSources): Fact[] {
  const removed = removalsBySubject(sources.removals);
  const clean = (candidate: Candidate): Candidate => without(candidate, removed.get(candidate.subject));
  const countries = readCountries(sources);
  // What is removed of a country is not said of its places either.
  const within = new Map(
    countries.flatMap((country) => {
      const { subject: _, objects } = clean({
        subject: country.name,
        objects: { ...objectsWithin(country) },
      });
      return Object.values(objects).length > 0 ? [[country.code, objects] as const] : [];
    }),
  );
  const names = new Names(sources.nouns);
  const facts = names.claim(deriveCountries(countries, clean));
  const add = (candidates: readonly Candidate[], rules: Parameters<typeof selectGroup>[1]): void => {
    facts.push(...names.claim(selectGroup(names.free(candidates).map(clean), rules)));
  };
  add(elementCandidates(sources.elements), {
    group: 'element',
    sources: ELEMENT_SOURCES,
    maxShare: { block: 0.3, period: 0.3, series: 0.3 },
  });
  add(cityCandidates(sources.cities, within), {
    group: 'city',
    sources: CITY_SOURCES,
    limit: 750,
    maxShare: {
      continent: 0.3,
      country: 0.06,
      currency: 0.13,
      demonym: 0.06,
      language: 0.15,
      quadrant: 0.31,
    },
    minPerObject: { country: 4 },
  });
  add(townCandidates(sources.cities, sources.states), {
    group: 'town',
    sources: TOWN_SOURCES,
    limit: 300,
    maxShare: { capital: 0.1, state: 0.1, region: 0.3 },
    minPerObject: { state: 4 },
  });
  add(subdivisionCandidates(sources.subdivisions, within, cityCountries(sources.cities)), {
    group: 'subdivision',
    sources: SUBDIVISION_SOURCES,
    limit: 300,
    maxShare: { continent: 0.3, country: 0.05, currency: 0.12, demonym: 0.05, language: 0.06 },
    minPerObject: { country: 4 },
  });
  add(personCandidates(sources.nouns), {
    group: 'person',
    sources: PERSON_SOURCES,
    limit: 700,
    maxShare: { century: 0.3, field: 0.22, nationality: 0.24, occupation: 0.12 },
    minPerObject: { century: 5, nationality: 4, occupation: 5 },
  });
  add(animalCandidates(sources.nouns), {
    group: 'organism',
    sources: ORGANISM_SOURCES,
    limit: 300,
    maxShare: { class: 0.25, family: 0.08, order: 0.12 },
    minPerObject: { class: 8, family: 8, order: 8 },
  });
  add(plantCandidates(sources.nouns), {
    group: 'organism',
    sources: ORGANISM_SOURCES,
    limit: 300,
    maxShare: { class: 0.25, family: 0.08, order: 0.12 },
    minPerObject: { class: 8, family: 8, order: 8 },
  });
  return facts;
}

function removalsBySubject(removals: readonly Removal[]): Map<string, ReadonlySet<string>> {
  const bySubject = new Map<string, Set<string>>();
  for (const { subject, relation } of removals)
    bySubject.set(subject, (bySubject.get(subject) ?? new Set<string>()).add(relation));
  return bySubject;
}

function without({ subject, objects }: Candidate, relations: ReadonlySet<string> | undefined): Candidate {
  if (relations === undefined) return { subject, objects };
  const kept = Object.entries(objects).filter(
    ([relation]) => !relations.has('*') && !relations.has(relation),
  );
  return { subject, objects: Object.fromEntries(kept) };
}
