import { describe, expect, it } from 'vitest';

import { deriveAnimalKinds } from '@/lib/corpus/derive/animals';
import { deriveCityCountries, type City } from '@/lib/corpus/derive/cities';
import { readGloss } from '@/lib/corpus/derive/people';
import { selectFacts, type Candidate } from '@/lib/corpus/derive/select';
import { parseWordNet } from '@/lib/corpus/derive/wordnet';

describe('selectFacts', () => {
  const rules = { relation: 'country', source: 'x', limit: 100, maxShare: 0.5, minPerObject: 1 } as const;
  const many = (n: number, object: string): Candidate[] =>
    Array.from({ length: n }, (_, i) => ({ subject: `${object.slice(0, 2)}x${'a'.repeat(i + 1)}`, object }));

  it('drops subjects with two objects and subjects that contain their object', () => {
    const facts = selectFacts(
      [
        ...many(2, 'Peru'),
        ...many(2, 'Chad'),
        { subject: 'San Jose', object: 'Peru' },
        { subject: 'San Jose', object: 'Chad' },
        { subject: 'Lake Chad', object: 'Chad' },
      ],
      rules,
    );
    expect(facts.map((f) => f.object).sort()).toEqual(['Chad', 'Chad', 'Peru', 'Peru']);
  });

  it('keeps an object within its share of what is chosen', () => {
    const facts = selectFacts([...many(50, 'Peru'), ...many(3, 'Chad'), ...many(3, 'Mali')], {
      ...rules,
      maxShare: 0.4,
    });
    expect(facts.filter((f) => f.object === 'Peru').length / facts.length).toBeLessThanOrEqual(0.4);
    expect(facts).toHaveLength(10);
  });

  it('prefers the first candidates but gives every object its minimum', () => {
    const facts = selectFacts([...many(8, 'Peru'), ...many(8, 'Chad'), ...many(8, 'Mali')], {
      ...rules,
      limit: 9,
      minPerObject: 2,
    });
    const count = (object: string): number => facts.filter((f) => f.object === object).length;
    expect([count('Peru'), count('Chad'), count('Mali')]).toEqual([4, 3, 2]);
  });

  it('keeps the objects with the most candidates', () => {
    const facts = selectFacts([...many(2, 'Peru'), ...many(5, 'Chad'), ...many(4, 'Mali')], {
      ...rules,
      maxObjects: 2,
    });
    expect(new Set(facts.map((f) => f.object))).toEqual(new Set(['Chad', 'Mali']));
  });
});

describe('readGloss', () => {
  it.each([
    [
      'United States neoclassical sculptor (1814-1857)',
      { nationality: 'American', occupation: 'sculptor', century: 'nineteenth' },
    ],
    [
      'Dutch painter renowned for his use of light (1632-1675)',
      { nationality: 'Dutch', century: 'seventeenth' },
    ],
    [
      'Dutch painter who is renowned (1600-1675)',
      { nationality: 'Dutch', occupation: 'painter', century: 'sixteenth' },
    ],
    ['Canadian writer (born in Sri Lanka in 1943)', { nationality: 'Canadian', occupation: 'writer' }],
    [
      'Italian chemist (born in 1901)',
      { nationality: 'Italian', occupation: 'chemist', century: 'twentieth' },
    ],
    ['Zoroastrian priest and poet', {}],
    ['Greek philosopher; pupil of Plato (384-322 BC)', { nationality: 'Greek', occupation: 'philosopher' }],
  ])('reads "%s"', (gloss, expected) => {
    expect(readGloss(gloss)).toEqual(expected);
  });
});

it('takes a city only where no namesake elsewhere rivals it, and no part of another', () => {
  const city = (name: string, country: string, population: number): City => ({
    name,
    country,
    population,
    featureCode: 'PPL',
    adminCode: '',
  });
  const cities = [
    ...['Lyon', 'Nantes', 'Lille', 'Bastia'].map((n) => city(n, 'FR', 500_000)),
    ...['Porto', 'Lisbon', 'Braga', 'Evora'].map((n) => city(n, 'PT', 400_000)),
    ...['Oslo', 'Bergen', 'Alta', 'Moss'].map((n) => city(n, 'NO', 300_000)),
    city('Lyon', 'US', 9_000),
    city('Porto', 'BR', 100_000),
    city('North Lille', 'FR', 50_000),
  ];
  const names = new Map([
    ['FR', 'France'],
    ['PT', 'Portugal'],
    ['NO', 'Norway'],
    ['BR', 'Brazil'],
  ]);
  // A share of 6% leaves room for none of so few; the rules of the table need a table's worth of cities.
  const padding = Array.from({ length: 40 }, (_, i) =>
    String.fromCharCode(65 + (i % 26), 97 + Math.floor(i / 26)),
  ).flatMap((code) =>
    ['alpha', 'beta', 'gamma'].map((n) => ({ code, city: city(`${code}${n}`, code, 1000) })),
  );
  for (const { code } of padding) names.set(code, `Land${code.toLowerCase()}`);
  const facts = deriveCityCountries([...cities, ...padding.map((p) => p.city)], names);
  const subjects = facts.map((f) => f.subject);
  expect(subjects).toContain('Lyon');
  expect(subjects).not.toContain('Porto');
  expect(subjects).not.toContain('North Lille');
});

it('climbs to the nearest group of an animal', () => {
  const lines = [
    '00000001 05 n 01 dog 0 000 | barks',
    '00000002 05 n 01 hound 0 001 @ 00000001 n 0000 | hunts',
  ];
  const hounds = ['beagle', 'basset', 'harrier', 'saluki', 'whippet', 'borzoi'];
  lines.push(...hounds.map((h, i) => `0000001${i} 05 n 01 ${h} 0 001 @ 00000002 n 0000 | a hound`));
  // Fifteen groups, so that none of them exceeds its share.
  'cat horse sheep pig deer bat monkey bear whale seal duck gull snake frog fish'
    .split(' ')
    .forEach((group, g) => {
      lines.push(`0001${String(g).padStart(4, '0')} 05 n 01 ${group} 0 000 | a group`);
      for (const n of ['av', 'bu', 'ci', 'do', 'ek', 'fy']) {
        lines.push(
          `0002${String(lines.length).padStart(4, '0')} 05 n 01 ${n}${'zq'.repeat(g + 1)} 0 001 @ 0001${String(g).padStart(4, '0')} n 0000 | one`,
        );
      }
    });
  const facts = deriveAnimalKinds(parseWordNet(lines.join('\n')));
  expect(
    facts
      .filter((f) => f.object === 'dog')
      .map((f) => f.subject)
      .sort(),
  ).toEqual([...hounds].sort());
});

it('names the line of a WordNet file that is cut short', () => {
  expect(() => parseWordNet('  1 licence\n00000001 05 n 01 dog 0 000')).toThrow('line 2: no gloss');
  expect(() => parseWordNet('00000001 05 n 02 dog 0 | x')).toThrow('line 1: ends after 6 fields');
});
