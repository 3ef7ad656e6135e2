import { describe, expect, it } from 'vitest';

import { cityCandidates, townCandidates, type City } from '@/lib/corpus/derive/cities';
import { objectsWithin, readCountries, type CountrySources } from '@/lib/corpus/derive/countries';
import { elementCandidates } from '@/lib/corpus/derive/elements';
import { animalCandidates } from '@/lib/corpus/derive/living';
import { Names } from '@/lib/corpus/derive/names';
import { personCandidates, readGloss } from '@/lib/corpus/derive/people';
import { selectGroup, type Candidate } from '@/lib/corpus/derive/select';
import { parseWordNet } from '@/lib/corpus/derive/wordnet';

describe('selectGroup', () => {
  const sources = { capital: 'x', region: 'x', state: 'x' };
  const town = (subject: string, state: string, region = 'West'): Candidate => ({
    subject,
    objects: { state, region, capital: `${state}ton` },
  });
  const many = (n: number, state: string, region?: string): Candidate[] =>
    Array.from({ length: n }, (_, i) => town(`${state.slice(0, 2)}q${'a'.repeat(i + 1)}`, state, region));
  const subjects = (candidates: Candidate[], rules = {}): string[] => [
    ...new Set(selectGroup(candidates, { group: 'town', sources, ...rules }).map((f) => f.subject)),
  ];

  it('takes a subject with every relation of its group or not at all', () => {
    const facts = selectGroup(
      [town('Reno', 'Nevada'), { subject: 'Elko', objects: { state: 'Nevada', region: 'West' } }],
      { group: 'town', sources },
    );
    expect(facts.map((f) => `${f.subject} ${f.relation} ${f.object}`)).toEqual([
      'Reno capital Nevadaton',
      'Reno region West',
      'Reno state Nevada',
    ]);
  });

  it('drops subjects that come twice, show their object, or have one of two words', () => {
    expect(
      subjects([
        town('Reno', 'Nevada'),
        town('Salem', 'Oregon'),
        town('Salem', 'Ohio'),
        town('Nevada Falls', 'Nevada'),
        town('Fargo', 'North Dakota'),
      ]),
    ).toEqual(['Reno']);
  });

  it('keeps every object within its share and gives up what can best be spared', () => {
    const common = many(20, 'Ohio');
    const scarce = [...many(3, 'Utah', 'South'), ...many(3, 'Iowa', 'South'), ...many(3, 'Maine', 'South')];
    const chosen = subjects([...common, ...scarce], { maxShare: { state: 0.4, capital: 0.4, region: 0.6 } });
    expect(chosen.filter((s) => s.startsWith('Oh')).length / chosen.length).toBeLessThanOrEqual(0.4);
    expect(chosen).toEqual(expect.arrayContaining(scarce.map((c) => c.subject)));
    expect(chosen).toContain('Ohqa');
  });

  it('drops objects that too few have', () => {
    expect(subjects([...many(3, 'Ohio'), ...many(1, 'Utah')], { minPerObject: { state: 2 } })).toHaveLength(
      3,
    );
  });
});

describe('readGloss', () => {
  it.each([
    [
      'United States neoclassical sculptor (1814-1857)',
      { nationality: 'American', occupation: 'sculptor', field: 'art', century: 'nineteenth' },
    ],
    [
      'Dutch painter renowned for his use of light (1632-1675)',
      { nationality: 'Dutch', century: 'seventeenth' },
    ],
    [
      'Dutch painter who is renowned (1600-1675)',
      { nationality: 'Dutch', occupation: 'painter', field: 'art', century: 'sixteenth' },
    ],
    [
      'Canadian writer (born in Sri Lanka in 1943)',
      { nationality: 'Canadian', occupation: 'writer', field: 'literature' },
    ],
    [
      'Italian chemist (born in 1901)',
      { nationality: 'Italian', occupation: 'chemist', field: 'science', century: 'twentieth' },
    ],
    ['Zoroastrian priest and poet', {}],
    [
      'Greek philosopher; pupil of Plato (384-322 BC)',
      { nationality: 'Greek', occupation: 'philosopher', field: 'scholarship' },
    ],
  ])('reads "%s"', (gloss, expected) => {
    expect(readGloss(gloss)).toEqual(expected);
  });
});

const line = (offset: number, lex: string, lemmas: string, pointers: string[], gloss: string): string => {
  const words = lemmas.split('/');
  return [
    String(offset).padStart(8, '0'),
    lex,
    'n',
    words.length.toString(16).padStart(2, '0'),
    ...words.map((w) => `${w.replaceAll(' ', '_')} 0`),
    String(pointers.length).padStart(3, '0'),
    ...pointers.map((p) => `${p.split(' ')[0]} ${p.split(' ')[1]!.padStart(8, '0')} n 0000`),
    `| ${gloss}`,
  ].join(' ');
};

it('tells nothing of the living, and calls the dead by their usual names', () => {
  const nouns = parseWordNet(
    [
      line(1, '18', 'Bonaparte/Little Corporal/Napoleon Bonaparte', ['@i 9'], 'French general (1769-1821)'),
      line(2, '18', 'Doe/Jane Doe', ['@i 9'], 'French painter (born in 1950)'),
    ].join('\n'),
  );
  expect(personCandidates(nouns).map((p) => p.subject)).toEqual(['Napoleon Bonaparte']);
});

it('finds class, order and family of an animal above it', () => {
  const nouns = parseWordNet(
    [
      line(1, '05', 'mammal', [], 'suckles'),
      line(2, '05', 'canine', ['@ 1', '#m 5'], 'fissiped'),
      line(3, '05', 'hound', ['@ 2', '#m 4'], 'hunts'),
      line(4, '05', 'Canis/genus Canis', ['#m 5'], 'dogs'),
      line(5, '05', 'Canidae/family Canidae', ['#m 6'], 'dogs'),
      line(6, '05', 'Carnivora/order Carnivora', [], 'cats and dogs'),
    ].join('\n'),
  );
  expect(animalCandidates(nouns).find((a) => a.subject === 'hound')?.objects).toEqual({
    class: 'mammal',
    family: 'Canidae',
    order: 'Carnivora',
  });
});

const city = (name: string, country: string, population: number, more: Partial<City> = {}): City => ({
  name,
  country,
  population,
  featureCode: 'PPL',
  adminCode: '',
  loc: { coordinates: [2, 48] },
  ...more,
});

it('takes a city only where no namesake elsewhere rivals it, and no part of another', () => {
  const within = new Map(['FR', 'PT'].map((code) => [code, { country: code }]));
  const cities = [
    city('Lyon', 'FR', 500_000),
    city('Lyon', 'US', 40_000),
    city('Porto', 'PT', 400_000),
    city('Porto', 'BR', 100_000),
    city('North Lyon', 'FR', 50_000),
    city('Recife', 'BR', 900_000),
    city('Braga', 'PT', 90_000, { loc: { coordinates: [-8.4, 41.5] } }),
  ];
  expect(cityCandidates(cities, within)).toEqual([
    { subject: 'Lyon', objects: { country: 'FR', quadrant: 'northeast' } },
    { subject: 'Braga', objects: { country: 'PT', quadrant: 'northwest' } },
  ]);
});

it('tells the capital and the region of the state of a town', () => {
  const cities = [
    city('Albany', 'US', 90_000, { adminCode: 'NY', featureCode: 'PPLA' }),
    city('Buffalo', 'US', 250_000, { adminCode: 'NY' }),
  ];
  expect(townCandidates(cities, [{ name: 'York', abbreviation: 'NY' }])[0]).toEqual({
    subject: 'Buffalo',
    objects: { state: 'York', capital: 'Albany', region: 'Northeast' },
  });
});

it('gives a place the language of its country only where the country has one', () => {
  const sources: CountrySources = {
    countries: {
      countries: {
        CA: {
          name: 'Canada',
          continent: 'NA',
          capital: 'Ottawa',
          currency: ['CAD'],
          languages: ['en', 'fr'],
        },
        CL: {
          name: 'Chile',
          continent: 'SA',
          capital: 'Santiago',
          currency: ['CLP', 'CLF'],
          languages: ['es'],
        },
      },
      continents: { NA: 'North America', SA: 'South America' },
      languages: { en: { name: 'English' }, es: { name: 'Spanish' } },
      currencies: { CAD: { name: 'Canadian Dollar' }, CLP: { name: 'Chilean Peso' } },
    },
    languages: new Map([
      [
        'CA',
        [
          { code: 'fr', percent: 29 },
          { code: 'en', percent: 87 },
        ],
      ],
      ['CL', [{ code: 'es', percent: 98 }]],
    ]),
    nationalities: { CA: 'Canadian', CL: 'Chilean' },
  };
  const [canada, chile] = readCountries(sources);
  expect(canada?.language).toBe('English');
  expect(objectsWithin(canada!)).toBeUndefined();
  expect(objectsWithin(chile!)).toEqual({
    country: 'Chile',
    continent: 'America',
    currency: 'peso',
    demonym: 'Chilean',
    language: 'Spanish',
  });
});

it.each([
  ['Helium', 2, 's', 'first'],
  ['Iron', 26, 'd', 'fourth'],
  ['Lead', 82, 'p', 'sixth'],
  ['Uranium', 92, 'f', 'seventh'],
])('places %s in the periodic table', (name, atomicNumber, block, period) => {
  const [element] = elementCandidates([{ name, atomicNumber, symbol: 'X', groupBlock: 'noble gas' }]);
  expect(element).toEqual({
    subject: name.toLowerCase(),
    objects: { symbol: 'X', block, period, series: 'noble' },
  });
});

it('has one name for an entity: the first, over spellings and the synonyms of WordNet', () => {
  const names = new Names(parseWordNet(line(1, '15', 'Myanmar/Burma', [], 'a country')));
  names.claim([{ subject: 'Myanmar', relation: 'continent', object: 'Asia', source: 'x' }]);
  const candidates = ['Burma', 'Kyoto', 'Kyōto', 'Lyon'].map((subject) => ({ subject, objects: {} }));
  expect(names.free(candidates).map((c) => c.subject)).toEqual(['Kyoto', 'Lyon']);
});

it('names the line of a WordNet file that is cut short', () => {
  expect(() => parseWordNet('  1 licence\n00000001 05 n 01 dog 0 000')).toThrow('line 2: no gloss');
  expect(() => parseWordNet('00000001 05 n 02 dog 0 | x')).toThrow('line 1: ends after 6 fields');
});
